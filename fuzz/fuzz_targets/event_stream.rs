//! An event stream reads the same however it is cut.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| dust_sdk::fuzz::event_stream(data));
