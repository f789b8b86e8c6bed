import Conformance

extension Comparison.TraitDifference {
    /// What services tell of themselves and do not have in common.
    static func all(_ sides: [Comparison.Side]) -> [Comparison.TraitDifference] {
        let types = sides.reduce(into: Set<String>()) { $0.formUnion($1.serviceTypes) }.sorted()
        return types.flatMap { differences(in: $0, sides) }.filter(\.tells)
            .sorted { ($0.kind.order, $0.service, $0.name) < ($1.kind.order, $1.service, $1.name) }
    }

    /// Whether what is known is not the same everywhere.
    private var tells: Bool { Set(values).subtracting([.unknown]).count > 1 }

    private static func differences(in type: String, _ sides: [Comparison.Side]) -> [Comparison.TraitDifference] {
        let presence = Comparison.TraitDifference(
            kind: .service,
            service: type,
            name: type,
            values: sides.map { side in
                if side.serviceTypes.isEmpty { return .unknown }
                return side.serviceTypes.contains(type) ? .known("there") : .absent
            }
        )
        // Of a service that is not there it needs no saying what else is not there.
        let services = sides.map { side in side.profile?.services.first { $0.type == type } }
        func traits(_ kind: Kind, _ read: (CloudProfile.Service) -> [String: String]?) -> [Comparison.TraitDifference] {
            let read = services.map { $0.flatMap(read) }
            let names = read.reduce(into: Set<String>()) { $0.formUnion(($1 ?? [:]).keys) }.sorted()
            return names.map { name in
                Comparison.TraitDifference(
                    kind: kind,
                    service: type,
                    name: name,
                    values: read.map { $0.map { $0[name].map(Value.known) ?? .absent } ?? .unknown }
                )
            }
        }
        return [presence]
            + traits(.version) { $0.versions.isEmpty ? nil : $0.named { $0.status ?? "there" } }
            + traits(.microversions) { service in
                let named = service.named { version in
                    version.minimum.flatMap { low in version.maximum.map { "\(low)–\($0)" } } ?? ""
                }.filter { !$0.value.isEmpty }
                return service.versions.isEmpty ? nil : named
            }
            + traits(.extension) { service in
                service.extensions.map { Dictionary($0.map { ($0, "there") }) { first, _ in first } }
            }
            + traits(.limit) { $0.limits.isEmpty ? nil : $0.limits.mapValues { $0 == -1 ? "unlimited" : "\($0)" } }
            + traits(.setting) { $0.settings.isEmpty ? nil : $0.settings }
    }
}

extension Comparison.TraitDifference.Kind {
    fileprivate var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension CloudProfile.Service {
    /// Something of every version by its id.
    fileprivate func named(_ value: (CloudProfile.Version) -> String) -> [String: String] {
        Dictionary(versions.map { ($0.id, value($0)) }) { first, _ in first }
    }
}

extension Comparison.Side {
    /// The types of the cloud's services; empty when nobody knows.
    fileprivate var serviceTypes: Set<String> {
        Set(profile?.services.map(\.type) ?? [])
    }
}

extension Comparison.ProbeDifference {
    /// Bad requests that are answered differently, in the order of their ids.
    static func all(_ sides: [Comparison.Side]) -> [Comparison.ProbeDifference] {
        let answers = sides.map { side in
            Dictionary((side.profile?.probes ?? []).map { ($0.id, $0) }) { first, _ in first }
        }
        let ids = answers.reduce(into: Set<String>()) { $0.formUnion($1.keys) }.sorted()
        return ids.compactMap { id in
            let own = answers.map { $0[id] }
            guard let first = own.lazy.compactMap(\.self).first else { return nil }
            let given = own.compactMap { answer in
                answer.flatMap { answer in answer.status.map { "\($0) \(answer.shape ?? "")" } }
            }
            guard Set(given).count > 1 else { return nil }
            return Comparison.ProbeDifference(
                id: id,
                service: first.service,
                title: first.title,
                answers: own.map { $0?.status == nil ? nil : $0 }
            )
        }
    }
}
