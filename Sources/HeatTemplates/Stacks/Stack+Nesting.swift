extension Stack {
    /// The stack within a resource, as it is once what the resource refers to exists.
    ///
    /// ``StackResource/nested`` is what can be told before that.
    ///
    /// - Parameters:
    ///   - resource: a resource of this stack.
    ///   - properties: its properties, resolved.
    /// - Returns: the members of a group, or the stack of a nested template; `nil` when the resource is neither.
    /// - Throws: when the properties do not tell what the members are, or the template cannot be read.
    public func nested(
        in resource: StackResource,
        properties: TemplateMap
    ) throws(ResolutionError) -> Stack? {
        let position = resource.definition.position
        switch resource.target {
        case .template(let path, let document):
            let location: String
            let text: String
            do {
                location = try TemplateFiles.place(of: path, namedIn: document)
                text = try files.contents(of: path, namedIn: document)
            } catch {
                throw ResolutionError(error.message(path), at: position)
            }
            guard let template = Template.parse(text, file: location).template else {
                throw ResolutionError("the template '\(path)' cannot be read", at: position)
            }
            let given = properties.reduce(into: [:]) { $0[$1.key] = $1.value }
            return nested(template, given: given, in: resource)
        case .type(let type):
            guard resource.definition.externalID == nil, let group = ResourceGroup(type: type.name) else { return nil }
            guard let members = group.members(of: properties, at: position) else {
                throw ResolutionError("the properties of the group do not tell what its members are", at: position)
            }
            return nested(Template(containing: members, like: template), given: [:], in: resource)
        case nil: return nil
        }
    }

    private func nested(_ template: Template, given: [String: TemplateValue], in resource: StackResource) -> Stack {
        // What is nested in what was found when the outermost stack was made; one more level is looked at here.
        var nesting = Nesting()
        nesting.depth = 1
        nesting.documents = [self.template.file]
        return Stack(
            template,
            given: given,
            environment: environment,
            files: files,
            identity: nil,
            facade: ResolutionContext.Facade(of: resource, in: context),
            nesting: nesting
        )
    }
}

extension Template {
    /// A template that has nothing but resources: the members of a group.
    init(containing resources: [ResourceDefinition], like template: Template) {
        self.init(
            file: template.file,
            version: template.version,
            parameters: [],
            parameterGroups: [],
            conditions: [],
            resources: resources,
            outputs: [],
            mappings: .map(TemplateMap())
        )
    }
}

extension ResolutionContext.Facade {
    /// What the stack within a resource may ask of it, as far as it is known in the stack around it.
    init(of resource: StackResource, in context: ResolutionContext) {
        func resolved(_ expression: Expression?) -> TemplateValue {
            guard let expression, let value = try? expression.resolve(in: context), !value.isNull else {
                return .map(TemplateMap())
            }
            return value
        }
        self.init(
            metadata: resolved(resource.definition.metadata),
            deletionPolicy: resource.deletionPolicy.rawValue,
            updatePolicy: resolved(resource.definition.updatePolicy)
        )
    }
}
