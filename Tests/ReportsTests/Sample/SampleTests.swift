import Conformance
import Foundation
import Guidelines

/// The tests of the made-up run, declared as real ones are.
struct SampleTests: TestClass {
    let name = "tempest.api.image.v2.test_images.BasicOperationsImagesTest"
    let requirements: [Requirement] = []

    static let suite = TestSuite([SampleTests()])

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "139b765e-7f3d-4b3d-8b37-3ca3876ee318",
            "test_register_upload_get_image_file",
            "An image that is registered and uploaded can be downloaded again.",
            attributes: ["smoke"],
            fileID: "InteropTests/BasicImageOperations.swift",
            line: 20
        ) { _ in }
        tests.test(
            "f848bb94-1c6e-45a4-8726-39e3a5b23535",
            "test_delete_image",
            "An image that is deleted is gone.",
            remark: "Tempest's test also asks for the name.",
            fileID: "InteropTests/BasicImageOperations.swift",
            line: 52
        ) { _ in }
        tests.test(
            "f66891a7-a35c-41a8-b590-a065c2a1caa6",
            "test_update_image",
            "What is changed in an image is there when it is read.",
            fileID: "InteropTests/BasicImageOperations.swift",
            line: 71
        ) { _ in }
    }
}

/// A guideline that asks for the tests of the made-up run, read from a document as users' are.
enum SampleGuideline {
    static func read(in folder: URL) throws -> Guideline {
        let file = folder.appending(path: "meadow.2026.01.json")
        try Data(document.utf8).write(to: file)
        return try Guideline(reading: file.path)
    }

    private static let document = #"""
        {
          "metadata": {"id": "meadow.2026.01", "schema": "2.0", "source": "", "reference": ""},
          "platforms": {
            "OpenStack Powered Meadow": {"components": [{"name": "os_powered_images"}, {"name": "os_powered_tokens"}]},
            "OpenStack Powered Tokens": {"components": [{"name": "os_powered_tokens"}]}
          },
          "components": {
            "os_powered_images": {
              "capabilities": {
                "required": ["images-v2-index", "images-v2-delete"], "advisory": ["images-v2-update"], "deprecated": [],
                "removed": []
              },
              "designated_sections": {"required": [], "advisory": [], "deprecated": [], "removed": []}
            },
            "os_powered_tokens": {
              "capabilities": {"required": ["identity-v3-tokens-create"], "advisory": [], "deprecated": [], "removed": []},
              "designated_sections": {"required": [], "advisory": [], "deprecated": [], "removed": []}
            }
          },
          "capabilities": {
            "images-v2-index": {"achievements": [], "admin": false, "description": "", "project": "glance", "tests": {
              "tempest.api.image.v2.test_images.BasicOperationsImagesTest.test_register_upload_get_image_file":
                {"idempotent_id": "id-139b765e-7f3d-4b3d-8b37-3ca3876ee318"}}},
            "images-v2-delete": {"achievements": [], "admin": false, "description": "", "project": "glance", "tests": {
              "tempest.api.image.v2.test_images.BasicOperationsImagesTest.test_delete_image":
                {"idempotent_id": "id-f848bb94-1c6e-45a4-8726-39e3a5b23535"}}},
            "images-v2-update": {"achievements": [], "admin": false, "description": "", "project": "glance", "tests": {
              "tempest.api.image.v2.test_images.BasicOperationsImagesTest.test_update_image":
                {"idempotent_id": "id-f66891a7-a35c-41a8-b590-a065c2a1caa6"},
              "tempest.api.image.v2.test_images.BasicOperationsImagesTest.test_gone":
                {"idempotent_id": "id-00000000-a35c-41a8-b590-a065c2a1caa6",
                 "flagged": {"reason": "D401 a fault of the test", "action": "", "date": "2026-01-01"}}}},
            "identity-v3-tokens-create": {"achievements": [], "admin": false, "description": "", "project": "keystone",
              "tests": {
              "tempest.api.identity.v3.test_tokens.TokensV3Test.test_create_token":
                {"idempotent_id": "id-6f8e4436-fc96-4282-8122-e41df57197a9"}}}
          },
          "designated_sections": {}, "test_repositories": {}
        }
        """#
}
