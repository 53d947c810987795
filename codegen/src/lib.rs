//! Compiles Dust's OpenAPI files and an overlay of corrections into the client inside dust-sdk.
