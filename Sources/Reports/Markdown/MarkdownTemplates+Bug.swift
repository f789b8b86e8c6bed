extension MarkdownTemplates {
    /// One failure, for those who can mend it.
    static let bug = """
        # {{.title}}

        {{#.summary}}
        The API promises: {{.}}

        {{/.summary}}
        {{.lead}}

        ## What was expected, and what was there

        {{#.test}}
        {{#.findings}}
        {{>finding}}
        {{/.findings}}
        {{#.remark}}
        Remark: {{.}}

        {{/.remark}}
        {{/.test}}
        ## How to see it

        {{#.hasSteps}}
        The requests of the test, the last one shows it. Names and ids are those of the run; the token goes into
        `OS_TOKEN`: `export OS_TOKEN=$(openstack token issue -f value -c id)`.

        {{#.earlier}}
        ({{.}})

        {{/.earlier}}
        {{#.steps}}
        Exchange {{.number}}: {{{.line}}}

        {{{.curl}}}

        {{/.steps}}
        {{/.hasSteps}}
        {{^.hasSteps}}
        No exchange of the test was kept.

        {{/.hasSteps}}
        ## Where it was seen

        {{#.facts}}
        - {{.name}}: {{{.value}}}
        {{/.facts}}

        """
}
