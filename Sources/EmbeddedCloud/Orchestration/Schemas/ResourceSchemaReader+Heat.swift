extension ResourceSchemaReader {
    /// Types of the orchestration service itself.
    static let heat = """
        OS::Heat::AutoScalingGroup; SUPPORTED; 2014.1
          resource map; required; update
          max_size integer; required; update; range 0..
          min_size integer; required; update; range 0..
          cooldown integer; update
          desired_capacity integer; update
          rolling_updates map; update; default {"min_in_service":0,"max_batch_size":1,"pause_time":0}
            min_in_service integer; range 0..; default 0
            max_batch_size integer; range 1..; default 1
            pause_time number; range 0..; default 0
          @outputs map
          @outputs_list list
          @current_size integer
          @refs list
          @refs_map map
          @show map
        OS::Heat::CloudConfig; SUPPORTED; 2014.1
          cloud_config map
          @config string
          @show map
        OS::Heat::MultipartMime; SUPPORTED; 2014.1
          group string; default "Heat::Ungrouped"
          parts list; default []
            * map
              config string; required
              filename string
              type string; in ["text","multipart"]; default "text"
              subtype string
          @config string
          @show map
        OS::Heat::None; SUPPORTED; 5.0.0
          @show map
        OS::Heat::RandomString; SUPPORTED; 2014.1
          length integer; range 1..512; default 32
          character_classes list; default [{"class":"lettersdigits","min":1}]
            * map
              class string; in ["lettersdigits","letters","lowercase","uppercase","digits","hexdigits","octdigits"]; \
        default "lettersdigits"
              min integer; range 1..512; default 1
          character_sequences list
            * map
              sequence string; required
              min integer; range 1..512; default 1
          salt string
          @value string
          @show map
        OS::Heat::ResourceChain; SUPPORTED; 6.0.0
          resources list; required; update
          concurrent boolean; default false
          resource_properties map
          @refs list
          @attributes map
          @show map
        OS::Heat::ResourceGroup; SUPPORTED; 2014.1
          count integer; update; range 0..; default 1
          index_var string; length 3..; default "%index%"
          resource_def map; required; update
            type string; required
            properties map
            metadata map
          removal_policies list; update; default []
            * map
              resource_list list; default []
          removal_policies_mode string; update; in ["append","update"]; default "append"
          @refs list
          @refs_map map
          @attributes map
          @removed_rsrc_list list
          @show map
        OS::Heat::ScalingPolicy; SUPPORTED
          auto_scaling_group_id string; required
          scaling_adjustment number; required; update
          adjustment_type string; required; update; in ["change_in_capacity","exact_capacity",\
        "percent_change_in_capacity"]
          cooldown number; update
          min_adjustment_step integer; update; range 0..
          @alarm_url string
          @signal_url string
          @show map
        OS::Heat::SoftwareConfig; SUPPORTED; 2014.1
          group string; default "Heat::Ungrouped"
          config string
          options map
          inputs list
            * map
              name string; required
              description string
              type string; in ["String","Number","CommaDelimitedList","Json","Boolean"]; default "String"
              default any
              replace_on_change boolean; default false
          outputs list
            * map
              name string; required
              description string
              type string; in ["String","Number","CommaDelimitedList","Json","Boolean"]; default "String"
              error_output boolean; default false
          @config string
          @show map
        OS::Heat::SoftwareDeployment; SUPPORTED; 2014.1
          config string; update
          server string; required
          input_values map; update
          actions list; update; in ["CREATE","UPDATE","DELETE","SUSPEND","RESUME"]; default ["CREATE","UPDATE"]
          name string; update
          signal_transport string; in ["CFN_SIGNAL","TEMP_URL_SIGNAL","HEAT_SIGNAL","NO_SIGNAL","ZAQAR_SIGNAL"]; \
        default "CFN_SIGNAL"
          @deploy_stdout string
          @deploy_stderr string
          @deploy_status_code string
          @show map
        OS::Heat::SoftwareDeploymentGroup; SUPPORTED; 5.0.0
          servers map; required; update
          config string; update
          input_values map; update
          actions list; update; in ["CREATE","UPDATE","DELETE","SUSPEND","RESUME"]; default ["CREATE","UPDATE"]
          name string; update
          signal_transport string; in ["CFN_SIGNAL","TEMP_URL_SIGNAL","HEAT_SIGNAL","NO_SIGNAL","ZAQAR_SIGNAL"]; \
        default "CFN_SIGNAL"
          @deploy_stdouts map
          @deploy_stderrs map
          @deploy_status_codes map
          @show map
        OS::Heat::Stack; SUPPORTED
          context map; update
            region_name string
            credential_secret_id string; update
            ca_cert string; update
            insecure boolean; update; default false
          template string; required; update
          timeout integer; update
          parameters map; update; default {}
          @stack_name string
          @outputs map
          @show map
        OS::Heat::StructuredConfig; SUPPORTED; 2014.1
          group string; default "Heat::Ungrouped"
          options map
          inputs list
            * map
              name string; required
              description string
              type string; in ["String","Number","CommaDelimitedList","Json","Boolean"]; default "String"
              default any
              replace_on_change boolean; default false
          outputs list
            * map
              name string; required
              description string
              type string; in ["String","Number","CommaDelimitedList","Json","Boolean"]; default "String"
              error_output boolean; default false
          config map
          @config string
          @show map
        OS::Heat::StructuredDeployment; SUPPORTED; 2014.1
          config string; update
          server string; required
          input_values map; update
          actions list; update; in ["CREATE","UPDATE","DELETE","SUSPEND","RESUME"]; default ["CREATE","UPDATE"]
          signal_transport string; in ["CFN_SIGNAL","TEMP_URL_SIGNAL","HEAT_SIGNAL","NO_SIGNAL","ZAQAR_SIGNAL"]; \
        default "CFN_SIGNAL"
          name string; update
          input_key string; default "get_input"
          input_values_validate string; in ["LAX","STRICT"]; default "LAX"
          @deploy_stdout string
          @deploy_stderr string
          @deploy_status_code string
          @show map
        OS::Heat::TestResource; SUPPORTED; 5.0.0
          constraint_prop_secs number; update; custom test_constr; default 0
          attr_wait_secs number; update; default 0
          value string; update; default "test_string"
          update_replace_value string
          fail boolean; update; default false
          update_replace boolean; update; default false
          wait_secs number; update; default 0
          action_wait_secs map; update
            create number; update
            update number; update
            delete number; update
          client_name string; update; default ""
          entity_name string; update; default ""
          @output
          @show map
        OS::Heat::UpdateWaitConditionHandle; SUPPORTED; 2014.1
          @show map
        OS::Heat::Value; SUPPORTED; 7.0.0
          value any; required; update
          type string; update; in ["string","number","comma_delimited_list","json","boolean"]
          @value
          @show map
        OS::Heat::WaitCondition; SUPPORTED; 2014.2
          handle string; required
          timeout number; required; range 1..43200
          count integer; update; range 1..; default 1
          @data string
          @show map
        OS::Heat::WaitConditionHandle; SUPPORTED; 2014.2
          signal_transport string; in ["CFN_SIGNAL","TEMP_URL_SIGNAL","HEAT_SIGNAL","NO_SIGNAL","ZAQAR_SIGNAL",\
        "TOKEN_SIGNAL"]; default "TOKEN_SIGNAL"
          @token string
          @endpoint string
          @curl_cli string
          @signal string
          @show map
        OS::Heat::AccessPolicy; SUPPORTED
          AllowedResources list; required
          @show map
        OS::Heat::Delay; SUPPORTED; 11.0.0
          min_wait number; update; range 0..; default 0
          max_jitter number; update; range 0..; default 0
          jitter_multiplier number; update; range 0..; default 1.0
          actions list; update; in ["CREATE","DELETE","SUSPEND","RESUME"]; default ["CREATE"]
          @show map
        AWS::CloudFormation::Stack; SUPPORTED
          TemplateURL string; required; update
          TimeoutInMinutes integer; update
          Parameters map; update
          @show map
        AWS::CloudFormation::WaitCondition; SUPPORTED; 2014.1
          Handle string; required
          Timeout integer; required; range 1..43200
          Count integer; update; range 1..; default 1
          @Data string
          @show map
        AWS::CloudFormation::WaitConditionHandle; SUPPORTED; 2014.1
          @show map
        """
}
