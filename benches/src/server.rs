//! A server that costs next to nothing: prepared bytes, written as fast as they are taken.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::LazyLock;

use serde_json::{Value, json};

use crate::{BenchResult, calls};

const RUN_ID: &str = "5b1e7c90a3f2d4868f0b9c2d7e6a1543b8c7d6e5f4a3b2c1d0e9f8a7b6c5d4e3";

/// The row that every table is made of.
const ROW: &str = "msg_4f1c9a,2026-05-30T10:11:12.000Z,q7Lx2,Support,\"gpt-5-mini, low\",sales,cnv_82,msg_4f1c99,90417,\
                   ada@example.com,api,search; tables,Refunds,gpt-5-mini,openai,fixed,0.25\n";
const HEADER: &str = "messageId,createdAt,assistantId,assistantName,assistantSettings,assistantTags,conversationId,\
                      parentMessageId,userId,userEmail,source,toolsUsed,skillsUsed,modelId,modelProviderId,\
                      modelResolutionMethod,credits\n";

/// Agents as the server lists them.
const SAMPLE: &str = include_str!("../../tests/fixtures/agents_list_200.json");

static ONE: LazyLock<Vec<u8>> =
    LazyLock::new(|| answer(&json!({"agentConfiguration": agents()[0]})));

static MANY: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let agents: Vec<Value> = agents().into_iter().cycle().take(calls::LISTED).collect();
    answer(&json!({"agentConfigurations": agents}))
});

/// What upserted rows and documents are answered with: each client reads its part.
static UPSERTED: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let table = json!({"name": "t", "table_id": "t", "description": "d", "schema": null});
    let document =
        json!({"hash": "h", "text_size": 1, "chunk_count": 1, "token_count": 1, "created": 1});
    let data_source = json!({"sId": "dts_1", "name": "d"});
    answer(&json!({"table": table, "document": document, "data_source": data_source}))
});

fn agents() -> Vec<Value> {
    let mut sample: Value = serde_json::from_str(SAMPLE).unwrap_or_default();
    match sample["response"]["body"]["agentConfigurations"].take() {
        Value::Array(agents) => agents,
        _ => panic!("the sample has no list of agents"),
    }
}

fn answer(body: &Value) -> Vec<u8> {
    let body = body.to_string();
    let length = body.len();
    format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}

/// Prints its address and serves until it is killed.
pub fn run() -> BenchResult {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("{}", listener.local_addr()?);
    for stream in listener.incoming() {
        let stream = stream?;
        stream.set_nodelay(true)?;
        // A client that goes away is none of the server's business.
        std::thread::spawn(move || serve(stream).is_ok());
    }
    Ok(())
}

/// The size asked for comes as the name of the space or of the time zone, which every client can say.
fn serve(mut stream: TcpStream) -> BenchResult {
    let mut reader = BufReader::new(stream.try_clone()?);
    while let Some(target) = read_request(&mut reader)? {
        let number = |before: &str| -> Option<u64> {
            let rest = target.split(before).nth(1)?;
            rest.split(|c: char| !c.is_ascii_digit())
                .next()?
                .parse()
                .ok()
        };
        if let Some(size) = number("timezone=") {
            send_csv(&mut stream, size)?;
        } else if let Some(count) = number("spaces/many") {
            send_events(&mut stream, count, 100)?;
        } else if let Some(count) = number("spaces/single") {
            send_events(&mut stream, count, 1)?;
        } else if target.contains("/data_sources/") {
            stream.write_all(&UPSERTED)?;
        } else if target.contains("agent_configurations/") {
            stream.write_all(&ONE)?;
        } else if target.contains("agent_configurations") {
            stream.write_all(&MANY)?;
        }
    }
    Ok(())
}

/// The target of the next request, whose body is read past.
fn read_request(reader: &mut BufReader<TcpStream>) -> BenchResult<Option<String>> {
    let mut first = String::new();
    if reader.read_line(&mut first)? == 0 {
        return Ok(None);
    }
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        if line.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse()?;
        }
    }
    reader.take(length).read_to_end(&mut Vec::new())?;
    Ok(first.split(' ').nth(1).map(str::to_owned))
}

/// Whole rows, and at least `size` bytes of them.
fn send_csv(stream: &mut TcpStream, size: u64) -> BenchResult {
    let rows = size.div_ceil(ROW.len() as u64);
    let length = HEADER.len() as u64 + rows * ROW.len() as u64;
    write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nContent-Length: {length}\r\n\r\n{HEADER}"
    )?;
    let block = ROW.repeat(1024);
    let mut left = rows * ROW.len() as u64;
    while left > 0 {
        let now = left.min(block.len() as u64);
        // No more than the block, which is in memory.
        stream.write_all(&block.as_bytes()[..now as usize])?;
        left -= now;
    }
    Ok(())
}

fn send_events(stream: &mut TcpStream, count: u64, per_chunk: u64) -> BenchResult {
    let mut body = String::new();
    let mut chunk = String::new();
    let mut flush = |chunk: &mut String| {
        let _ = write!(body, "{:x}\r\n{chunk}\r\n", chunk.len());
        chunk.clear();
    };
    let _ = write!(
        chunk,
        "data: {{\"type\":\"run_status\",\"content\":{{\"status\":\"running\",\"run_id\":\"{RUN_ID}\"}}}}\n\n"
    );
    for number in 0..count {
        let _ = write!(
            chunk,
            "data: {{\"type\":\"tokens\",\"content\":{{\"block_type\":\"chat\",\"block_name\":\"MODEL\",\
             \"input_index\":0,\"map\":null,\"tokens\":{{\"text\":\" tok{number}\"}}}}}}\n\n"
        );
        if (number + 1) % per_chunk == 0 {
            flush(&mut chunk);
        }
    }
    chunk.push_str("data: {\"type\":\"final\",\"content\":null}\n\n");
    flush(&mut chunk);
    stream.write_all(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n",
    )?;
    stream.write_all(body.as_bytes())?;
    stream.write_all(b"0\r\n\r\n")?;
    Ok(())
}
