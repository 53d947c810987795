//! A web server on the loopback interface that answers each path as it is told, well or badly.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

/// How one path is answered.
#[derive(Clone)]
pub enum Answer {
    /// 200 with this body.
    Body(Vec<u8>),
    /// This status, with no body.
    Status(u16),
    /// 200 with the first half of this body under the length of all of it.
    Cut(Vec<u8>),
    /// The start of a body in chunks, and no end.
    CutChunks(Vec<u8>),
    /// A body in chunks without a length, of so many bytes.
    Endless(usize),
    /// A length of so many bytes, and none of them.
    Promise(u64),
    /// Nothing, for a long time.
    Silence,
    /// 302 to this address.
    Redirect(String),
}

/// Serves until the process ends; returns the base address.
pub fn serve(answers: impl IntoIterator<Item = (impl std::fmt::Display, Answer)>) -> String {
    let answers: HashMap<String, Answer> = answers
        .into_iter()
        .map(|(path, answer)| (format!("/{path}"), answer))
        .collect();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answers = answers.clone();
            // The client may have hung up, as one with a limit does.
            thread::spawn(move || drop(answer(stream, &answers)));
        }
    });
    address
}

fn answer(mut stream: TcpStream, answers: &HashMap<String, Answer>) -> std::io::Result<()> {
    let path = request_path(&stream)?;
    let head =
        |status: &str, more: &str| format!("HTTP/1.1 {status}\r\nConnection: close\r\n{more}\r\n");
    let length = |length: usize| format!("Content-Length: {length}\r\n");
    const CHUNKS: &str = "Transfer-Encoding: chunked\r\n";
    match answers.get(&path).unwrap_or(&Answer::Status(404)) {
        Answer::Body(body) => {
            stream.write_all(head("200 OK", &length(body.len())).as_bytes())?;
            stream.write_all(body)
        }
        Answer::Status(status) => {
            stream.write_all(head(&format!("{status} No"), &length(0)).as_bytes())
        }
        Answer::Cut(body) => {
            stream.write_all(head("200 OK", &length(body.len())).as_bytes())?;
            stream.write_all(&body[..body.len() / 2])
        }
        Answer::CutChunks(body) => {
            stream.write_all(head("200 OK", CHUNKS).as_bytes())?;
            chunk(&mut stream, &body[..body.len() / 2])
        }
        Answer::Endless(total) => {
            stream.write_all(head("200 OK", CHUNKS).as_bytes())?;
            for _ in 0..total.div_ceil(1 << 16) {
                chunk(&mut stream, &[b' '; 1 << 16])?;
            }
            stream.write_all(b"0\r\n\r\n")
        }
        Answer::Promise(bytes) => {
            stream.write_all(head("200 OK", &format!("Content-Length: {bytes}\r\n")).as_bytes())
        }
        Answer::Silence => {
            thread::sleep(Duration::from_secs(30));
            Ok(())
        }
        Answer::Redirect(to) => stream
            .write_all(head("302 Found", &format!("Location: {to}\r\n{}", length(0))).as_bytes()),
    }
}

fn request_path(stream: &TcpStream) -> std::io::Result<String> {
    let mut reader = BufReader::new(stream);
    let mut first = String::new();
    reader.read_line(&mut first)?;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 || line == "\r\n" {
            break;
        }
    }
    Ok(first
        .split_whitespace()
        .nth(1)
        .unwrap_or_default()
        .to_owned())
}

fn chunk(stream: &mut TcpStream, bytes: &[u8]) -> std::io::Result<()> {
    stream.write_all(format!("{:x}\r\n", bytes.len()).as_bytes())?;
    stream.write_all(bytes)?;
    stream.write_all(b"\r\n")
}
