"""De-identification Method codes (PS3.16 CID 7050, scheme DCM): those that the profile can satisfy, and their meanings."""

BASIC_PROFILE = "113100"
CLEAN_PIXELS = "113101"
CLEAN_DESCRIPTORS = "113105"
MODIFIED_DATES = "113107"
PATIENT_CHARACTERISTICS = "113108"
DEVICE_IDENTITY = "113109"
SAFE_PRIVATE = "113111"
MEANINGS = {
    BASIC_PROFILE: "Basic Application Confidentiality Profile",
    CLEAN_PIXELS: "Clean Pixel Data Option",
    CLEAN_DESCRIPTORS: "Clean Descriptors Option",
    MODIFIED_DATES: "Retain Longitudinal Temporal Information Modified Dates Option",
    PATIENT_CHARACTERISTICS: "Retain Patient Characteristics Option",
    DEVICE_IDENTITY: "Retain Device Identity Option",
    SAFE_PRIVATE: "Retain Safe Private Option",
}
