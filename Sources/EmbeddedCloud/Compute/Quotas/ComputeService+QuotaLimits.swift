extension ComputeService {
    /// What a project may have of something, -1 for as much as it likes; names are those of quota sets.
    func quotaLimit(_ name: String, of project: String, in state: borrowing ComputeState) -> Int {
        Self.defaultQuotas[name] ?? -1
    }

    /// What a project may have unless somebody says otherwise.
    static let defaultQuotas: [String: Int] = [
        "instances": 10_000, "cores": 40_000, "ram": 80_000_000, "metadata_items": 128, "injected_files": 5,
        "injected_file_content_bytes": 10_240, "injected_file_path_bytes": 255, "key_pairs": 10_000,
        "server_groups": 10_000, "server_group_members": 10_000,
    ]
}
