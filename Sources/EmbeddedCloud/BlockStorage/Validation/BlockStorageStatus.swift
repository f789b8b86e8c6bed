/// The statuses resources can have.
enum BlockStorageStatus {
    static let volume = [
        "creating", "available", "deleting", "error", "error_deleting", "error_managing", "managing", "attaching",
        "in-use", "detaching", "maintenance", "restoring-backup", "error_restoring", "reserved", "awaiting-transfer",
        "backing-up", "error_backing-up", "error_extending", "downloading", "uploading", "retyping", "extending",
    ]
    static let migration = ["migrating", "error", "success", "completing", "none", "starting"]
    static let snapshot = [
        "error", "available", "creating", "deleting", "deleted", "updating", "error_deleting", "unmanaging",
        "backing-up", "restoring",
    ]
    static let group = [
        "error", "available", "creating", "deleting", "deleted", "updating", "in-use", "error_deleting",
    ]
    static let groupSnapshot = [
        "error", "available", "creating", "deleting", "deleted", "updating", "error_deleting",
    ]
}
