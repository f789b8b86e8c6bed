// Written by scripts/generate-guidelines from the published documents; do not edit.

extension BuiltInData {
    /// The tests of guidelines: Image.
    static let imageTests: String = """
        class .image.v2.test_images.BasicOperationsImagesTest
        f848bb94-1c6e-45a4-8726-39e3a5b23535 test_delete_image
        139b765e-7f3d-4b3d-8b37-3ca3876ee318 test_register_upload_get_image_file
        f66891a7-a35c-41a8-b590-a065c2a1caa6 test_update_image
        class .image.v2.test_images.ListUserImagesTest
        622b925c-479f-4736-860d-adeaf13bc371 test_get_image_schema
        = .image.v2.test_images.ListImagesTest.*
        25c8d7b2-df21-460f-87ac-93130bcdc684 test_get_images_schema
        = .image.v2.test_images.ListImagesTest.*
        9959ca1d-1aa7-4b7a-a1ea-0fff0499b37e test_list_images_param_container_format
        = .image.v2.test_images.ListImagesTest.*
        4a4735a7-f22f-49b6-b0d9-66e1ef7453eb test_list_images_param_disk_format
        = .image.v2.test_images.ListImagesTest.*
        e914a891-3cc8-4b40-ad32-e0a39ffbddbb test_list_images_param_limit
        = .image.v2.test_images.ListImagesTest.*
        4ad8c157-971a-4ba8-aa84-ed61154b1e7f test_list_images_param_min_max_size
        = .image.v2.test_images.ListImagesTest.*
        cf1b9a48-8340-480e-af7b-fe7e17690876 test_list_images_param_size
        = .image.v2.test_images.ListImagesTest.*
        7fc9e369-0f58-4d05-9aa5-0969e2d59d15 test_list_images_param_status
        = .image.v2.test_images.ListImagesTest.*
        7a95bb92-d99e-4b12-9718-7bc6ab73e6d2 test_list_images_param_visibility
        = .image.v2.test_images.ListImagesTest.*
        1e341d7a-90a9-494c-b143-2cdf2aeb6aee test_list_no_params
        = .image.v2.test_images.ListImagesTest.test_index_no_params
        = .image.v2.test_images.ListImagesTest.*
        class .image.v2.test_images_negative.ImagesNegativeTest
        32248db1-ab88-4821-9604-c7c369f1f88c test_delete_image_null_id
        6fe40f1c-57bd-4918-89cc-8500f850f3de test_delete_non_existing_image
        e57fc127-7ba0-4693-92d7-1d8a05ebcba9 test_get_delete_deleted_image
        ef45000d-0a72-4781-866d-4cb7bf2562ad test_get_image_null_id
        668743d5-08ad-4480-b2b8-15da34f81d9f test_get_non_existent_image
        292bd310-369b-41c7-a7a3-10276ef76753 test_register_with_invalid_container_format
        70c6040c-5a97-4111-9e13-e73665264ce1 test_register_with_invalid_disk_format
        class .image.v2.test_images_tags.ImagesTagsTest
        10407036-6059-4f95-a2cd-cbbbee7ed329 test_update_delete_tags_for_image
        class .image.v2.test_images_tags_negative.ImagesTagsNegativeTest
        39c023a2-325a-433a-9eea-649bf1414b19 test_delete_non_existing_tag
        8cd30f82-6f9a-4c6e-8034-c1b51fba43d9 test_update_tags_for_non_existing_image
        """
}
