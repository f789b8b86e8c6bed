import Foundation
public import OpenStack

/// Removes from a cloud what a run left there, and nothing else.
public struct Cleanup: Sendable {
    /// What came of one resource.
    public struct Report: Sendable, Hashable {
        /// What happened.
        public enum End: Sendable, Hashable {
            case removed
            /// It was never made, or is gone already.
            case absent
            case failed(String)
        }

        /// The resource, as the journal has it.
        public let resource: PlannedResource
        /// What happened.
        public let end: End
    }

    private let record: RunRecord
    private let session: CloudSession

    /// Cleans up after a run as a cloud's user; with admin rights also what the run's own users made.
    public init(after record: RunRecord, session: CloudSession) {
        self.record = record
        self.session = session
    }

    /// Removes every resource that the journal says may still be there, last made first, and closes it in the journal.
    ///
    /// A resource is found by its id, or by its name when the run ended before it learnt the id; the name is one that
    /// nothing else has.
    public func run(recordingTo recorder: any EventRecorder, redactor: Redactor) async -> [Report] {
        var reports: [Report] = []
        for resource in record.openResources.reversed() {
            let end = await remove(resource, redactor: redactor)
            if case .failed = end {
            } else {
                await recorder.record(.resourceRemoved(name: resource.planned.name), at: Date())
            }
            reports.append(Report(resource: resource.planned, end: end))
        }
        return reports
    }

    private func remove(_ resource: RunRecord.OpenResource, redactor: Redactor) async -> Report.End {
        guard let kind = ResourceKind.all[resource.planned.kind] else {
            return .failed("this version of FITS does not know the kind \(resource.planned.kind)")
        }
        do throws(CloudError) {
            let wasThere = try await kind.remove(resource.planned, id: resource.id, in: session)
            return wasThere ? .removed : .absent
        } catch {
            // What belonged to a user or project that is gone has gone with it.
            if error.status == 404 { return .absent }
            return .failed(redactor.redacted(error.description))
        }
    }
}
