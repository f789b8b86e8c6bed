import Conformance
import Foundation
import Guidelines
import OpenStack

/// A run as one JSON object, for programs: the format `fits-run-1`, which `docs/fits-run-1.schema.json` describes.
///
/// Members stand in alphabetical order, so that equal runs give equal bytes. What a later version adds are further
/// members; what is here keeps its name and meaning as long as `format` is the same. A member whose value is not known
/// is `null`; times are in UTC, durations in seconds.
///
///     format        "fits-run-1"
///     run           the run's id
///     cloud         its name in clouds.yaml
///     authURL       the identity service's URL
///     region        or null
///     startedAt     "2026-01-15T12:00:00Z"
///     seconds       how long the run took
///     version       of FITS
///     origin        where results come from that FITS has not found itself; absent where there are none
///     isolated      whether projects and users were made for the run
///     finished      whether the run came to its end
///     interrupted   whether its user ended it early
///     requests      how many were sent
///     weather       {kind: count}, failures of the path to the cloud
///     unreachable   [services, as “image at http://…: connection refused”]
///     leftovers     [resources that may still be in the cloud]
///     outcomes      {passed, failed, flaky, skipped, notRun: how many}, all five always there
///     guidelines    [verdicts: {guideline, whole, programmes, components, capabilities}]
///     tests         [in the order of names:
///       id            the idempotent id
///       name          Tempest's name
///       outcome       passed, failed, flaky, skipped or notRun
///       reason        why it was skipped or not run; of a failure its first message; or null
///       summary       what the API promises and the test checks; or null
///       startedAt     or null
///       seconds       the last try's
///       tries         how often it was tried
///       failures      [{message, expected: [alternatives], actual, step, exchange, location}]; details where there
///                     are such: a traceback
///       exchanges     [numbers in exchanges.jsonl]
///       leftovers     [resources of this test]
///       capabilities  {guideline: [names]}
///       waits         [{cause: fixture or limit, name, seconds}], in the order in which they ended
///     ]
///     fixtures      [shared ones, in the order in which they were made: {name, seconds, made}]
///     operations    [in the order of services and paths:
///       service       its type, or null
///       method        POST
///       path          /v2.1/servers/{id}/action
///       action        in the body, where one path serves many; or null
///       requests      how many
///       statuses      {status: how many responses}
///       unanswered    how many requests without a response
///       median        half of the responses took no longer; or null
///       longest       no response took longer; or null
///       tests         [places in tests, from 0]
///     ]
struct JSONReport {
    let report: Report

    init(_ report: Report) { self.report = report }

    func text() throws -> String {
        let description = report.record.description
        let capabilities = self.capabilities
        let waits = self.waits
        var members: [String: JSON] = [
            "format": "fits-run-1",
            "run": .string(description.run),
            "cloud": .string(description.cloud),
            "authURL": .string(description.authURL),
            "region": JSON(description.region),
            "startedAt": .string(Wording.timestamp(report.record.startedAt)),
            "seconds": Self.seconds(report.seconds),
            "version": .string(description.version),
            "isolated": .bool(description.isolated),
            "finished": .bool(report.isFinished),
            "interrupted": .bool(report.wasInterrupted),
            "requests": .integer(report.requests),
            "weather": .object(Dictionary(uniqueKeysWithValues: report.weather.map { ($0.kind, .integer($0.count)) })),
            "unreachable": JSON(report.unreachable),
            "leftovers": JSON(report.leftovers),
            "outcomes": .object(
                Dictionary(
                    uniqueKeysWithValues: Outcome.allCases.map { ($0.rawValue, .integer(report.count(of: $0))) }
                )
            ),
            "guidelines": .array(try report.verdicts.map(Self.json)),
            "tests": .array(
                report.results.map { json(of: $0, capabilities[$0.identity] ?? [:], waits[$0.identity] ?? []) }
            ),
            "fixtures": .array(fixtures),
            "operations": .array(operations),
        ]
        members["origin"] = description.origin.map(JSON.string)
        return String(decoding: JSON.object(members).serialized(pretty: true), as: UTF8.self) + "\n"
    }

    private func json(of result: TestResult, _ capabilities: [String: [String]], _ waits: [TestWait]) -> JSON {
        .object([
            "id": .string(result.identity.id),
            "name": .string(result.identity.name),
            "outcome": .string(result.outcome.rawValue),
            "reason": JSON(result.reason ?? result.failures.first?.message),
            "summary": JSON(report.declaration(of: result.identity)?.summary),
            "startedAt": JSON(result.startedAt.map(Wording.timestamp)),
            "seconds": Self.seconds(result.seconds),
            "tries": .integer(result.tries),
            "failures": .array(result.failures.map(Self.json)),
            "exchanges": .array(result.exchanges.map(JSON.integer)),
            "leftovers": JSON(result.leftovers),
            "capabilities": .object(capabilities.mapValues { JSON($0) }),
            "waits": .array(
                waits.map {
                    [
                        "cause": .string($0.cause.rawValue), "name": .string($0.name),
                        "seconds": Self.seconds($0.seconds),
                    ]
                }
            ),
        ])
    }

    private static func json(of failure: Failure) -> JSON {
        var members: [String: JSON] = [
            "message": .string(failure.message),
            "expected": JSON(failure.expected),
            "actual": JSON(failure.actual),
            "step": JSON(failure.step),
            "exchange": JSON(failure.exchange),
            "location": JSON(failure.location?.description),
        ]
        members["details"] = failure.details.map(JSON.string)
        return .object(members)
    }

    private static func json(of verdict: Verdict) throws -> JSON {
        try JSON(parsing: Array(JSONEncoder().encode(verdict)))
    }

    /// Milliseconds are as exact as the journal is.
    static func seconds(_ seconds: Double) -> JSON { .number((seconds * 1000).rounded() / 1000) }

    /// By test and guideline, the capabilities that the test of the run decides.
    private var capabilities: [TestIdentity: [String: [String]]] {
        var capabilities: [TestIdentity: [String: [String]]] = [:]
        for verdict in report.verdicts {
            for capability in verdict.capabilities {
                for test in capability.tests {
                    capabilities[test.decidedBy ?? test.identity, default: [:]][verdict.guideline, default: []]
                        .append(capability.name)
                }
            }
        }
        return capabilities
    }
}
