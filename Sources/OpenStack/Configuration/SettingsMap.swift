/// A map that keeps the order in which its keys were first set, as Python's does.
///
/// The order decides which of two spellings of one setting wins.
struct SettingsMap: Sendable, Hashable {
    private(set) var keys: [String] = []
    private var values: [String: SettingValue] = [:]

    init() {}

    var isEmpty: Bool { keys.isEmpty }

    subscript(key: String) -> SettingValue? {
        get { values[key] }
        set {
            let old = values[key]
            values[key] = newValue
            if old == nil, newValue != nil { keys.append(key) }
            if old != nil, newValue == nil { keys.removeAll { $0 == key } }
        }
    }

    /// Keys and values in order.
    var pairs: [(key: String, value: SettingValue)] {
        keys.compactMap { key in values[key].map { (key, $0) } }
    }

    /// The map with `-` in its keys turned into `_`; of two that become one, the later stays.
    var withNormalisedKeys: SettingsMap {
        var map = SettingsMap()
        for (key, value) in pairs { map[key.replacing("-", with: "_")] = value.withNormalisedKeys }
        return map
    }

    /// The map with another laid over it: nested maps are merged key by key, all else is replaced.
    func merging(_ other: SettingsMap) -> SettingsMap {
        var map = self
        for (key, value) in other.pairs {
            guard let new = value.map, let present = map[key], let old = present.map else {
                map[key] = value
                continue
            }
            map[key] = SettingValue(.map(old.merging(new)), at: present.origin)
        }
        return map
    }

    /// Renames keys in order; a key that becomes one already there replaces its value.
    func renamingKeys(_ rename: (String) -> String) -> SettingsMap {
        var map = SettingsMap()
        for (key, value) in pairs { map[rename(key)] = value }
        return map
    }
}
