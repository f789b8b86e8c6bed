import Foundation
import Reports
import Testing

extension Report {
    /// A form that is text.
    func text(_ format: ReportFormat) throws -> String {
        try #require(String(validating: try render(format), as: UTF8.self))
    }
}
