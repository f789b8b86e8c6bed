extension BodySchema {
    /// What a value does not fulfil.
    private struct Problem: Error {
        /// The name or index the value stands under; nil for the document.
        var place: String?
        var value: JSON
        /// As Python's `jsonschema` puts it.
        var message: String
    }

    /// Throws 400 with upstream's sentence about the first thing that is wrong.
    func check(_ document: JSON) throws {
        do {
            try validate(document, at: nil)
        } catch let problem as Problem {
            guard let place = problem.place else { throw BlockStorageError.badRequest(problem.message) }
            throw BlockStorageError.badRequest(
                "Invalid input for field/attribute \(place). Value: \(problem.value.pythonText). \(problem.message)"
            )
        }
    }

    private func validate(_ value: JSON, at place: String?) throws {
        func refuse(_ message: String) -> Problem { Problem(place: place, value: value, message: message) }
        let shown = { value.pythonLiteral }
        if !kinds.isEmpty, !kinds.contains(where: { $0.includes(value) }) {
            throw refuse("\(shown()) is not of type " + kinds.map { "'\($0.rawValue)'" }.joined(separator: ", "))
        }
        if let values, !values.contains(value) {
            throw refuse("\(shown()) is not one of [" + values.map(\.pythonLiteral).joined(separator: ", ") + "]")
        }
        if let format, let problem = try format.problem(with: value) { throw refuse(problem) }
        if let text = value.string { try check(text, value, place) }
        if let limits, let number = value.int ?? value.string.flatMap(Int.init) {
            if number < limits.lowerBound {
                throw refuse("\(number) is less than the minimum of \(limits.lowerBound)")
            }
            if number > limits.upperBound {
                throw refuse("\(number) is greater than the maximum of \(limits.upperBound)")
            }
        }
        if let object = value.object { try check(object, value, place) }
        if let array = value.array { try check(array, value, place) }
        try checkCombined(value, place)
    }

    private func check(_ text: String, _ value: JSON, _ place: String?) throws {
        func refuse(_ reason: String) -> Problem {
            Problem(place: place, value: value, message: "\(value.pythonLiteral) \(reason)")
        }
        if let lengths {
            let length = text.unicodeScalars.count
            if length < lengths.lowerBound {
                throw refuse(lengths.lowerBound == 1 ? "should be non-empty" : "is too short")
            }
            if length > lengths.upperBound { throw refuse("is too long") }
        }
        if let pattern, !pattern.matches(text) {
            throw refuse("does not match \(JSON.string(pattern.text).pythonLiteral)")
        }
    }

    private func check(_ object: JSON.Object, _ value: JSON, _ place: String?) throws {
        func refuse(_ message: String) -> Problem { Problem(place: place, value: value, message: message) }
        for member in members {
            if let given = object[member.name] { try member.schema.validate(given, at: member.name) }
        }
        var others: [String] = []
        for (name, member) in object {
            let matching = patternMembers.filter { $0.pattern.matches(name) }
            for each in matching { try each.schema.validate(member, at: name) }
            if matching.isEmpty, !members.contains(where: { $0.name == name }) { others.append(name) }
        }
        for name in required where object[name] == nil { throw refuse("'\(name)' is a required property") }
        if !allowsOthers, !others.isEmpty {
            let names = others.sorted().map { JSON.string($0).pythonLiteral }.joined(separator: ", ")
            guard !patternMembers.isEmpty else {
                let verb = others.count == 1 ? "was" : "were"
                throw refuse("Additional properties are not allowed (\(names) \(verb) unexpected)")
            }
            let patterns = patternMembers.map { JSON.string($0.pattern.text).pythonLiteral }.joined(separator: ", ")
            let verb = others.count == 1 ? "does" : "do"
            throw refuse("\(names) \(verb) not match any of the regexes: \(patterns)")
        }
        guard let count else { return }
        if object.names.count < count.lowerBound {
            let reason = count.lowerBound == 1 ? "should be non-empty" : "does not have enough properties"
            throw refuse("\(value.pythonLiteral) \(reason)")
        }
        if object.names.count > count.upperBound {
            throw refuse("\(value.pythonLiteral) has too many properties")
        }
    }

    private func check(_ array: [JSON], _ value: JSON, _ place: String?) throws {
        func refuse(_ reason: String) -> Problem {
            Problem(place: place, value: value, message: "\(value.pythonLiteral) \(reason)")
        }
        if let count {
            if array.count < count.lowerBound {
                throw refuse(count.lowerBound == 1 ? "should be non-empty" : "is too short")
            }
            if array.count > count.upperBound { throw refuse("is too long") }
        }
        if let element = elements.first {
            for (index, each) in array.enumerated() { try element.validate(each, at: String(index)) }
        }
        if isUnique, Set(array).count != array.count { throw refuse("has non-unique elements") }
    }

    private func checkCombined(_ value: JSON, _ place: String?) throws {
        if anyOf.isEmpty, oneOf.isEmpty { return }
        let unfit = Problem(
            place: place,
            value: value,
            message: "\(value.pythonLiteral) is not valid under any of the given schemas"
        )
        if !anyOf.isEmpty, !anyOf.contains(where: { $0.accepts(value) }) { throw unfit }
        guard !oneOf.isEmpty else { return }
        switch oneOf.count(where: { $0.accepts(value) }) {
        case 0: throw unfit
        case 1: return
        default:
            throw Problem(
                place: place,
                value: value,
                message: "\(value.pythonLiteral) is valid under each of the given schemas"
            )
        }
    }

    private func accepts(_ value: JSON) -> Bool {
        do {
            try validate(value, at: nil)
            return true
        } catch {
            return false
        }
    }
}

extension BodySchema.Kind {
    fileprivate func includes(_ value: JSON) -> Bool {
        switch (self, value) {
        case (.object, .object), (.string, .string), (.null, .null), (.integer, .int), (.boolean, .bool),
            (.array, .array):
            true
        default: false
        }
    }
}
