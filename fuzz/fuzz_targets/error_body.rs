//! Any body under any status makes a useful error.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| dust_sdk::fuzz::error_body(data));
