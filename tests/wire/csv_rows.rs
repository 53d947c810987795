//! Every analytics table gives the same rows from CSV as from JSON.

use std::collections::BTreeMap;
use std::fmt::Debug;

use dust_sdk::types::{
    ActiveUsersRow, AgentsRow, AnalyticsTable, FeedbackRow, MessagesRow, SkillUsageRow, SkillsRow,
    SourceRow, ToolUsageRow, UsageMetricsRow, UsageTable, UsersRow,
};
use dust_sdk::{UsagePeriod, rows_from_csv};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::support::{Act, Server, response};

/// The same rows in both formats, the CSV also with its columns turned round, others between and the end left out.
fn same<T: DeserializeOwned + PartialEq + Debug + Default>(header: &str, row: &str, json: Value) {
    let want: Vec<T> = serde_json::from_value(json!([json])).unwrap();
    assert_ne!(want, [T::default()], "{header}: the JSON says something");
    let turned = |line: &str| line.rsplit(',').collect::<Vec<_>>().join(",new,");
    for text in [
        format!("{header}\n{row}\n"),
        format!("\u{feff}{header},another\r\n{row}\r\n"),
        format!("{}\n{}\n", turned(header), turned(row)),
    ] {
        assert_eq!(rows_from_csv::<T>(&text).unwrap(), want, "{text}");
    }
    let empty = format!("{header}\n{}\n", ",".repeat(header.matches(',').count()));
    assert_eq!(
        rows_from_csv::<T>(&empty).unwrap(),
        [T::default()],
        "{empty}"
    );
    assert_eq!(rows_from_csv::<T>(format!("{header}\n")).unwrap(), []);
}

#[test]
fn tables_by_day() {
    same::<UsageMetricsRow>(
        "date,messages,conversations,activeUsers",
        "2026-10-01,412,96,31",
        json!({"date": "2026-10-01", "messages": 412, "conversations": 96, "activeUsers": 31}),
    );
    same::<ActiveUsersRow>(
        "date,dau,wau,mau",
        "2026-10-01,3,0,4294967296",
        json!({"date": "2026-10-01", "dau": 3, "wau": 0, "mau": 4_294_967_296_u64}),
    );
    same::<SourceRow>(
        "date,source,messageCount",
        "2026-10-01,api,7",
        json!({"date": "2026-10-01", "source": "api", "messageCount": 7}),
    );
    same::<SkillUsageRow>(
        "date,skillName,executions,uniqueUsers",
        "2026-10-01,'=Search,7,2",
        json!({"date": "2026-10-01", "skillName": "=Search", "executions": 7, "uniqueUsers": 2}),
    );
    same::<ToolUsageRow>(
        "date,toolName,executions,uniqueUsers",
        "2026-10-01,run_dust_app,7,2",
        json!({"date": "2026-10-01", "toolName": "run_dust_app", "executions": 7, "uniqueUsers": 2}),
    );
}

#[test]
fn tables_by_thing() {
    same::<SkillsRow>(
        "skillId,name,description,editedByEmail,createdAt,lastEdit",
        "skl_1,Refunds,'- step one,ada@x.org,2026-01-02,2026-03-04",
        json!({"skillId": "skl_1", "name": "Refunds", "description": "- step one", "editedByEmail": "ada@x.org",
            "createdAt": "2026-01-02", "lastEdit": "2026-03-04"}),
    );
    same::<AgentsRow>(
        "agentId,name,description,settings,modelId,providerId,authorEmails,editorEmails,messages,distinctUsersReached,\
         distinctConversations,lastEdit,credits",
        "007,'@support,d,published,m,p,a@x.org; b@x.org,c@x.org,9,2,3,2026-03-04,1.25",
        json!({"agentId": "007", "name": "@support", "description": "d", "settings": "published", "modelId": "m",
            "providerId": "p", "authorEmails": ["a@x.org", "b@x.org"], "editorEmails": ["c@x.org"], "messages": 9,
            "distinctUsersReached": 2, "distinctConversations": 3, "lastEdit": "2026-03-04", "credits": 1.25}),
    );
    same::<UsersRow>(
        "userId,userName,userEmail,messageCount,lastMessageSent,activeDaysCount,groups,credits",
        "90417,Ada Martin,ada@x.org,77,2026-05-30,19,Support,12",
        json!({"userId": "90417", "userName": "Ada Martin", "userEmail": "ada@x.org", "messageCount": 77,
            "lastMessageSent": "2026-05-30", "activeDaysCount": 19, "groups": "Support", "credits": 12}),
    );
    same::<MessagesRow>(
        "messageId,createdAt,assistantId,assistantName,assistantSettings,assistantTags,conversationId,parentMessageId,\
         userId,userEmail,source,toolsUsed,skillsUsed,modelId,modelProviderId,modelResolutionMethod,credits",
        "msg_1,2026-05-30,a1,n,s,t,c1,p1,90417,ada@x.org,api,search,Refunds,m,p,fixed,0.5",
        json!({"messageId": "msg_1", "createdAt": "2026-05-30", "assistantId": "a1", "assistantName": "n",
            "assistantSettings": "s", "assistantTags": "t", "conversationId": "c1", "parentMessageId": "p1",
            "userId": "90417", "userEmail": "ada@x.org", "source": "api", "toolsUsed": "search",
            "skillsUsed": "Refunds", "modelId": "m", "modelProviderId": "p", "modelResolutionMethod": "fixed",
            "credits": 0.5}),
    );
    same::<FeedbackRow>(
        "feedbackId,createdAt,assistantId,assistantName,conversationId,conversationUrl,userId,userEmail,thumb,content,\
         dismissed",
        "f1,2026-05-30,a1,n,c1,https://dust.tt/x,90417,ada@x.org,up,good,false",
        json!({"feedbackId": "f1", "createdAt": "2026-05-30", "assistantId": "a1", "assistantName": "n",
            "conversationId": "c1", "conversationUrl": "https://dust.tt/x", "userId": "90417",
            "userEmail": "ada@x.org", "thumb": "up", "content": "good", "dismissed": "false"}),
    );
}

#[tokio::test]
async fn rows_come_typed_from_an_export() {
    let csv = response(
        "200 OK",
        &[("Content-Type", "text/csv")],
        include_str!("../fixtures/analytics_usage_metrics.csv"),
    );
    let server = Server::always(Act::Send(csv)).await;
    let workspace = server.client().workspace();
    let export = workspace
        .analytics(AnalyticsTable::UsageMetrics, "2026-10-01", "2026-10-31")
        .csv()
        .await
        .unwrap();
    let mut rows = export.rows::<UsageMetricsRow>();
    let first = rows.next().await.unwrap().unwrap();
    assert_eq!(
        (first.date.as_deref(), first.messages, first.active_users),
        (Some("2026-10-01"), Some(412), Some(31))
    );
    assert_eq!(rows.next().await.unwrap().unwrap().messages, Some(0));
    assert!(rows.next().await.is_none());
}

#[tokio::test]
#[allow(deprecated)]
async fn usage_rows_are_maps_and_may_be_none() {
    let users = include_str!("../fixtures/workspace_usage_users.csv");
    let none = "No data available for the selected period.";
    for (text, count) in [(users, 1), (none, 0)] {
        let server = Server::always(Act::Send(response(
            "200 OK",
            &[("Content-Type", "text/csv")],
            text,
        )))
        .await;
        let usage = server
            .client()
            .workspace()
            .usage(UsageTable::Users, UsagePeriod::Month(2026, 5));
        let rows: Vec<BTreeMap<String, String>> = usage.await.unwrap().rows().all().await.unwrap();
        assert_eq!(rows.len(), count);
        assert!(rows.iter().all(|row| row["groups"] == "Support, Sales"));
    }
}
