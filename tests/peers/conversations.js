// Dust's own client talks to agents of the sandbox; its schemas accept every event and answer.
"use strict";

const dust = require("@dust-tt/client");
const { assert, check } = require("./checks");

// The client's schema of each type of event, from the unions that it exports.
const members = (schema) => schema._def.options?.flatMap(members) ?? [schema];
const eventSchemas = Object.fromEntries(
  [...members(dust.AgentMessageEventDataSchema), ...members(dust.ConversationEventDataSchema)]
    .map((schema) => [schema.shape.type.value, schema]),
);

const context = { username: "ada", timezone: "Europe/Paris", origin: "api" };
const say = (agent, content) => ({ content, mentions: [{ configurationId: agent }], context });
// Reconnecting costs the client five seconds each time by default.
const options = { maxReconnectAttempts: 3, reconnectDelay: 10, autoReconnect: true };

module.exports = ({ client, api, value, refusal, accessToken }) => {
  async function begin(agent, content = "What changed in the handbook?", more = {}) {
    const created = value(await api.createConversation({ message: say(agent, content), visibility: "unlisted", ...more }));
    return { conversation: created.conversation, userMessageId: created.message.sId };
  }

  async function stream({ conversation, userMessageId }) {
    const answer = await api.streamAgentAnswerEvents({ conversation, userMessageId, options });
    return judged(value(answer).eventStream);
  }

  // Every event is judged by the schema that the client has for its type.
  async function* judged(stream) {
    for await (const event of stream) {
      const schema = eventSchemas[event.type];
      assert.ok(schema, `the client knows no event ${event.type}`);
      const result = schema.safeParse(event);
      assert.ok(result.success, `${event.type}: ${result.error}`);
      yield event;
    }
  }

  const read = async (conversationId) => value(await api.getConversation({ conversationId }));
  const lastMessage = (conversation) => conversation.content.at(-1).at(-1);

  check("a conversation is created, its answer streamed and read", async () => {
    const talk = await begin("dust");
    const events = [];
    for await (const event of await stream(talk)) events.push(event);
    assert.equal(events.at(-1).type, "agent_message_success");
    assert.ok(!eventSchemas.generation_tokens.safeParse({ ...events[0], text: undefined }).success);
    const text = events.filter((event) => event.classification === "tokens").map((event) => event.text).join("");
    assert.equal(text, "You said: « What changed in the handbook? »");
    const conversation = await read(talk.conversation.sId);
    assert.equal(lastMessage(conversation).content, text);
    assert.equal(lastMessage(conversation).status, "succeeded");
    assert.equal(conversation.title, "What changed in the handbook?");
    assert.equal(value(await api.markAsRead({ conversationId: conversation.sId })), true);
  });

  check("an answer is cancelled", async () => {
    const talk = await begin("poet");
    const { sId: conversationId } = talk.conversation;
    const types = [];
    for await (const event of await stream(talk)) {
      if (types.length === 0) {
        const cancelled = await api.cancelMessageGeneration({ conversationId, messageIds: [event.messageId] });
        assert.equal(value(cancelled).success, true);
      }
      types.push(event.type);
    }
    assert.equal(types.at(-1), "agent_generation_cancelled");
    assert.equal(lastMessage(await read(conversationId)).status, "cancelled");
  });

  check("a question is answered, an action approved, and a file comes out", async () => {
    const talk = await begin("clerk");
    const { sId: conversationId } = talk.conversation;
    const types = new Set();
    for await (const event of await stream(talk)) {
      types.add(event.type);
      const at = { conversationId, messageId: event.messageId, actionId: event.actionId };
      if (event.type === "tool_ask_user_question") {
        const answer = { selectedOptions: [1] };
        assert.equal(value(await api.answerUserQuestion({ ...at, answer })).success, true);
      }
      if (event.type === "tool_approve_execution") {
        assert.equal(value(await api.validateAction({ ...at, approved: "approved" })).success, true);
      }
    }
    for (const type of ["tool_call_started", "tool_params", "tool_notification", "agent_action_success", "tool_error"]) {
      assert.ok(types.has(type), `no ${type}`);
    }
    const { actions, chainOfThought } = lastMessage(await read(conversationId));
    assert.equal(actions.at(-1).generatedFiles[0].fileId, "fil_report");
    assert.equal(chainOfThought, "A report is to be filed.");
  });

  check("a message is posted, blocking, and a fragment added", async () => {
    const { conversation } = await begin("dust", "First", { blocking: true });
    const conversationId = conversation.sId;
    assert.equal(lastMessage(conversation).status, "succeeded");
    const fragment = { title: "Notes", content: "12", contentType: "text/plain" };
    const added = value(await api.postContentFragment({ conversationId, contentFragment: fragment }));
    assert.equal(added.title, "Notes");
    const posted = await api.postUserMessage({ conversationId, message: { ...say("dust", "Second"), blocking: true } });
    assert.equal(value(posted).content, "Second");
    assert.equal((await read(conversationId)).content.length, 5);
  });

  check("the events of a conversation are told", async () => {
    const talk = await begin("dust", "Say it", { blocking: true });
    const { sId: conversationId } = talk.conversation;
    // The client leaves its connection open when reading stops.
    const abort = new AbortController();
    const events = await api.streamConversationEvents({ conversationId, signal: abort.signal, options });
    const { eventStream } = value(events);
    const types = [];
    for await (const event of judged(eventStream)) {
      types.push(event.type);
      if (types.length === 4) break;
    }
    abort.abort();
    assert.deepEqual(types, ["user_message_new", "agent_message_new", "agent_message_done", "conversation_title"]);
  });

  check("a file is uploaded and put into a conversation", async () => {
    const fileObject = new File(["a,b\n1,2\n"], "prices.csv", { type: "text/csv" });
    const file = value(await api.uploadFile({
      contentType: "text/csv", fileName: "prices.csv", fileSize: fileObject.size, useCase: "conversation", fileObject,
    }));
    assert.equal(dust.FileTypeSchema.parse(file).status, "ready");
    const contentFragments = [{ title: "Prices", fileId: file.sId }];
    const { conversation } = await begin("dust", "Read it", { contentFragments });
    assert.equal(conversation.content[0][0].fileId, file.sId);
  });

  check("feedback needs a person", async () => {
    const { conversation } = await begin("dust", "Good?", { blocking: true });
    const [id, messageId] = [conversation.sId, lastMessage(conversation).sId];
    const feedback = { thumbDirection: "up", feedbackContent: "Nice" };
    refusal(await api.postFeedback(id, messageId, feedback), "not_authenticated");
    const person = client({ apiKey: accessToken });
    value(await person.postFeedback(id, messageId, feedback));
    assert.equal(value(await person.getConversationFeedback({ conversationId: id })).length, 1);
    value(await person.deleteFeedback(id, messageId));
  });

  check("mentions are suggested and parsed", async () => {
    const select = ["agents", "users"];
    assert.equal(value(await api.getMentionsSuggestions({ query: "bill", select }))[0].id, "q7LxT2mRzK");
    assert.match(value(await api.parseForMentions({ markdown: "Hi @dust" })), /sId=dust/);
  });

  check("an unknown conversation and an unknown agent are not found", async () => {
    refusal(await api.getConversation({ conversationId: "nothing" }), "conversation_not_found");
    const message = say("unknown", "Hi");
    refusal(await api.createConversation({ message, visibility: "unlisted" }), "agent_configuration_not_found");
  });
};
