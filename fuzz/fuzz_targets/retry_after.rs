//! Any value of Retry-After is a bounded delay or none.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| dust_sdk::fuzz::retry_after(data));
