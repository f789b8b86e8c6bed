import Conformance
import Guidelines
import OpenStack

extension Comparison {
    /// The comparison as one JSON object, for programs: the format `fits-compare-1`.
    ///
    /// `docs/fits-compare-1.schema.json` describes it. Members stand in alphabetical order, so that equal runs give
    /// equal bytes.
    public var jsonText: String {
        let object: JSON = .object([
            "format": "fits-compare-1",
            "sides": .array(sides.map(Self.json)),
            "matrices": .array(matrices.map(Self.json)),
            "tests": .array(tests.map(Self.json)),
            "portability": .array(portability.map(Self.json)),
            "unasserted": [
                "traits": .array(unasserted.traits.map(Self.json)),
                "probes": .array(unasserted.probes.map(Self.json)),
                "keys": .array(unasserted.keys.map(json)),
                "statuses": .array(unasserted.statuses.map(json)),
            ],
        ])
        return String(decoding: object.serialized(pretty: true), as: UTF8.self) + "\n"
    }

    private static func json(of side: Side) -> JSON {
        let description = side.report.record.description
        return [
            "label": .string(side.label),
            "cloud": .string(description.cloud),
            "run": .string(description.run),
            "startedAt": .string(Wording.timestamp(side.report.record.startedAt)),
            "authURL": .string(description.authURL),
            "version": .string(description.version),
            "outcomes": .object(
                Dictionary(
                    uniqueKeysWithValues: Outcome.allCases.map {
                        ($0.rawValue, .integer(side.report.count(of: $0)))
                    }
                )
            ),
            "hasProfile": .bool(side.profile != nil),
        ]
    }

    private static func json(of matrix: Matrix) -> JSON {
        [
            "guideline": JSON(matrix.guideline),
            "everywhere": .integer(matrix.count(.everywhere)),
            "somewhere": .integer(matrix.count(.somewhere)),
            "nowhere": .integer(matrix.count(.nowhere)),
            "unknown": .integer(matrix.count(.unknown)),
            "uncounted": .integer(matrix.count(.uncounted)),
            "capabilities": .array(
                matrix.rows.map { row in
                    [
                        "name": .string(row.name),
                        "status": JSON(row.status?.rawValue),
                        "reach": .string(row.reach.rawValue),
                        "cells": .array(
                            row.cells.map {
                                [
                                    "standing": .string($0.standing.rawValue),
                                    "demonstrated": .integer($0.demonstrated),
                                    "total": .integer($0.total),
                                ]
                            }
                        ),
                        "tests": JSON(row.tests.map(\.description)),
                    ]
                }
            ),
        ]
    }

    private static func json(of test: Test) -> JSON {
        [
            "id": .string(test.identity.id),
            "name": .string(test.identity.name),
            "capability": .string(test.capability),
            "flagged": .bool(test.isFlagged),
            "differs": .bool(test.differs),
            "outcomes": .array(test.results.map { JSON($0?.outcome.rawValue) }),
            "partings": .array(test.partings.map(json)),
        ]
    }

    private static func json(of parting: Parting) -> JSON {
        [
            "kind": .string(parting.kind.rawValue),
            "operation": JSON(parting.operation),
            "columns": .array(
                parting.columns.map { column in
                    [
                        "side": .integer(column.side),
                        "reason": JSON(column.reason),
                        "exchange": json(of: column.exchange),
                    ]
                }
            ),
            "differences": .array(
                parting.differences.items.map {
                    ["place": .string($0.place), "left": JSON($0.left), "right": JSON($0.right)]
                }
            ),
        ]
    }

    private static func json(of exchange: StoredExchange?) -> JSON {
        guard let exchange else { return .null }
        return [
            "number": .integer(exchange.number),
            "method": .string(exchange.method),
            "url": .string(exchange.url),
            "status": JSON(exchange.status),
        ]
    }

    private static func json(of pair: Portability) -> JSON {
        [
            "from": .integer(pair.from),
            "to": .integer(pair.to),
            "tests": .integer(pair.count),
            "capabilities": .integer(pair.capabilities),
            "unknown": .integer(pair.unknown),
            "losses": .array(
                pair.losses.map {
                    [
                        "capability": .string($0.capability),
                        "tests": JSON($0.tests.map(\.identity.description)),
                    ]
                }
            ),
        ]
    }

    // MARK: - What no test asserts

    private static func json(of trait: TraitDifference) -> JSON {
        [
            "kind": .string(trait.kind.rawValue),
            "service": .string(trait.service),
            "name": .string(trait.name),
            "values": .array(
                trait.values.map { value in
                    switch value {
                    case .known(let text): ["known": .string(text)]
                    case .absent: ["absent": true]
                    case .unknown: .null
                    }
                }
            ),
        ]
    }

    private static func json(of probe: ProbeDifference) -> JSON {
        [
            "id": .string(probe.id),
            "service": .string(probe.service),
            "title": .string(probe.title),
            "answers": .array(
                probe.answers.map { answer in
                    guard let answer else { return .null }
                    return [
                        "status": JSON(answer.status),
                        "shape": JSON(answer.shape),
                        "exchange": JSON(answer.exchange),
                    ]
                }
            ),
        ]
    }

    private func json(of keys: KeyDifference) -> JSON {
        [
            "part": .string(keys.part.rawValue),
            "keys": JSON(keys.keys),
            "operations": JSON(keys.operations),
            "with": .array(keys.with.map(JSON.integer)),
            "without": .array(keys.without.map(JSON.integer)),
            "examples": perSide(keys.examples),
        ]
    }

    private func json(of difference: StatusDifference) -> JSON {
        [
            "operation": .string(difference.operation),
            "statuses": perSide(difference.statuses),
            "tests": JSON(difference.tests.map(\.description)),
            "examples": perSide(difference.examples),
        ]
    }

    private func perSide(_ values: [Int: Int]) -> JSON { .array(sides.indices.map { JSON(values[$0]) }) }
}
