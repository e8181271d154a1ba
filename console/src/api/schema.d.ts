// Made from the server's /openapi.json by `npm run types`. Do not edit.

export interface paths {
    "/api/colloquy/v1/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The requests that agents may make, the newest first. No secret stands in any of them. */
        get: operations["list_actions"];
        put?: never;
        /** Adds an action: a request that agents may make while they speak. */
        post: operations["create_action"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/actions/try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes the request of an action once, as an agent would: with the server's secrets, to the networks that it may reach. A
         *     request that fails is an answer, too.
         */
        post: operations["try_action"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/actions/{action_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An action. */
        get: operations["get_action"];
        put?: never;
        post?: never;
        /** Removes an action: no agent runs it any more. */
        delete: operations["delete_action"];
        options?: never;
        head?: never;
        /** Changes an action; what is left out stays, and null clears. It counts at once, also in dialogues that go on. */
        patch: operations["update_action"];
        trace?: never;
    };
    "/api/colloquy/v1/agents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The agents that this server lets speak, the newest first. */
        get: operations["list_agents"];
        put?: never;
        /** Adds an agent. */
        post: operations["create_agent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/agents/{agent_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An agent. */
        get: operations["get_agent"];
        put?: never;
        post?: never;
        /** Removes an agent: it begins no dialogue any more and answers none. Conversations that it held still name it. */
        delete: operations["delete_agent"];
        options?: never;
        head?: never;
        /** Changes an agent; what is left out stays, and null clears. Dialogues that go on keep what they began with. */
        patch: operations["update_agent"];
        trace?: never;
    };
    "/api/colloquy/v1/agents/{agent_id}/test-chats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Opens a webchat for trying an agent as it is now. It is private, no workflow runs for it, and it stands in no customer's
         *     record.
         */
        post: operations["open_test_chat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/call-centers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Call centers, newest first. They come into being when somebody makes them, or when a conversation names them. */
        get: operations["list_call_centers"];
        put?: never;
        /** Adds a call center. */
        post: operations["create_call_center"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/call-centers/{call_center_key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A call center. */
        get: operations["get_call_center"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes a call center. Its key never changes. */
        patch: operations["update_call_center"];
        trace?: never;
    };
    "/api/colloquy/v1/campaigns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Campaigns, newest first. They come into being when somebody makes them, or when a conversation names them. */
        get: operations["list_campaigns"];
        put?: never;
        /** Adds a campaign. */
        post: operations["create_campaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/campaigns/{campaign_key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A campaign. */
        get: operations["get_campaign"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes a campaign; what is left out stays. Its key never changes. */
        patch: operations["update_campaign"];
        trace?: never;
    };
    "/api/colloquy/v1/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every channel, and what is missing for those by which nobody can be reached. */
        get: operations["list_channels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/comments/{comment_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Removes a comment for good: one of one's own, or any with `workspace:admin`. */
        delete: operations["delete_comment"];
        options?: never;
        head?: never;
        /** Resolves a comment, or opens it again. */
        patch: operations["update_comment"];
        trace?: never;
    };
    "/api/colloquy/v1/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Conversations that satisfy the filter, page by page, those that changed last first or the newest. Private ones are left
         *     out without `engagements:private:read`.
         */
        get: operations["list_conversations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/conversations/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives several conversations a tag, takes one away, or deletes them. Each is a change of its own: what is wrong with one,
         *     such as that it is private, stands beside its id and leaves the others alone.
         */
        post: operations["change_conversations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/conversations/{conversation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A conversation with everything that belongs to it, as people corrected it. A private one needs
         *     `engagements:private:read`, too, or a key of somebody who took part. E-mail addresses and telephone numbers are null
         *     without `contacts:read`, the transcript without `transcript_timelines:read`.
         */
        get: operations["get_conversation"];
        put?: never;
        post?: never;
        /**
         * Deletes a conversation: nobody finds it any more, its processing ends, and receivers of webhooks are told. What was
         *     said stays in the database until it is erased (`colloquy erase`), and its external id stays taken.
         */
        delete: operations["delete_conversation"];
        options?: never;
        head?: never;
        /**
         * Changes a conversation: its title, who may see it, and whose it is. A private one needs `engagements:private:write`,
         *     too, or a key of somebody who took part.
         */
        patch: operations["update_conversation"];
        trace?: never;
    };
    "/api/colloquy/v1/conversations/{conversation_id}/action-items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Writes an action item that was not found. With `evidence_entry_ids` it needs `transcript_timelines:read`, too; in a
         *     private conversation `engagements:private:write`, or a key of somebody who took part.
         */
        post: operations["create_action_item"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/conversations/{conversation_id}/action-items/{action_item_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Takes an action item away. One that was found does not come back when it is found again. A private conversation needs
         *     `engagements:private:write`, too, or a key of somebody who took part.
         */
        delete: operations["delete_action_item"];
        options?: never;
        head?: never;
        /**
         * Changes an action item; what the machine found stands under `machine` from then on. A private conversation needs
         *     `engagements:private:write`, too, or a key of somebody who took part.
         */
        patch: operations["update_action_item"];
        trace?: never;
    };
    "/api/colloquy/v1/conversations/{conversation_id}/attribution": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where a conversation belongs in a contact center; to nothing where nobody has said. Of a private one needs
         *     `engagements:private:read`, too, or a key of somebody who took part.
         */
        get: operations["get_attribution"];
        /**
         * Says where a conversation belongs, in place of what was said before. Its evaluations move along, and so do the
         *     numbers over many. Of a private one needs `engagements:private:write`, too.
         */
        put: operations["set_attribution"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/conversations/{conversation_id}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The comments on a conversation, oldest first, page by page. Those of a private one need `engagements:private:read`,
         *     too, or a key of somebody who took part.
         */
        get: operations["list_comments"];
        put?: never;
        /**
         * Writes a comment on the transcript. 404 also while there is none. A private conversation needs
         *     `engagements:private:read`, too, or a key of somebody who took part.
         */
        post: operations["create_comment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/conversations/{conversation_id}/crm_association": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Says which record of the CRM stands for a conversation, in place of the one that did. */
        put: operations["set_crm_association"];
        post?: never;
        /** Says that no record of the CRM stands for a conversation, also where none did. */
        delete: operations["clear_crm_association"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/conversations/{conversation_id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A conversation as a file, named after its title.
         * @description Text and Markdown have the transcript with speakers and times, Markdown also the summary, tags and action items.
         *     Subtitles are cut to two lines of 42 characters, and to seven seconds where it is known when each word was said;
         *     they do not overlap. SubRip cannot escape anything: `<` before a letter becomes `‹` there, and an arrow is shortened.
         *     JSON is what the conversation itself answers with. E-mail addresses and telephone numbers are null without
         *     `contacts:read`. A private conversation needs `engagements:private:read`, too, or a key of somebody who took part.
         */
        get: operations["export_conversation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/conversations/{conversation_id}/sentiment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Says how people felt on the whole, in place of what was found; that stands under `machine` from then on. How each
         *     speaker felt stays as it was found. A private conversation needs `engagements:private:write`, too, or a key of somebody
         *     who took part.
         */
        put: operations["set_sentiment"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/conversations/{conversation_id}/shares": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The links that show a conversation now, newest first, without the words that open them. */
        get: operations["list_shares"];
        put?: never;
        /**
         * Makes a link that shows a conversation, as it is when it is looked at, to whoever has it. E-mail addresses, telephone
         *     numbers and comments are not shown. It ends by itself, when it is revoked, or when the conversation becomes private; one
         *     that is private is not shared.
         */
        post: operations["create_share"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/conversations/{conversation_id}/signals/{signal_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Answers a question in place of the machine, whose answer stands under `machine` from then on: a person is sure. A private
         *     conversation needs `engagements:private:write`, too, or a key of somebody who took part.
         */
        patch: operations["update_signal"];
        trace?: never;
    };
    "/api/colloquy/v1/conversations/{conversation_id}/stages/{stage}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Has a stage run again that has ended. What it finds takes the place of what was found before; what people said or
         *     corrected stays. One that waits or is at work is left alone. A transcript is heard again only where an engine heard it
         *     and nobody corrected it; evaluations need `evaluations:write`, too. A private conversation needs
         *     `engagements:private:write`, too, or a key of somebody who took part.
         */
        post: operations["run_stage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/conversations/{conversation_id}/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Puts a person's words in place of the summary that was found; that stands under `machine` from then on. A private
         *     conversation needs `engagements:private:write`, too, or a key of somebody who took part.
         */
        put: operations["set_summary"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/conversations/{conversation_id}/survey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The survey after a conversation; 404 where there was none. Of a private one needs `engagements:private:read`, too,
         *     or a key of somebody who took part.
         */
        get: operations["get_survey"];
        /**
         * Stores the survey after a conversation. Of a private one needs `engagements:private:write`, too, or the key that
         *     brought it.
         */
        put: operations["set_survey"];
        post?: never;
        /**
         * Removes the survey after a conversation. Of a private one needs `engagements:private:write`, too, or the key that
         *     brought it.
         */
        delete: operations["delete_survey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/conversations/{conversation_id}/tags/{tag_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Gives a conversation a tag, or confirms one that was found. A private conversation needs `engagements:private:write`,
         *     too, or a key of somebody who took part.
         */
        put: operations["give_conversation_tag"];
        post?: never;
        /**
         * Takes a tag away from a conversation. One that was found does not come back when it is found again. A private
         *     conversation needs `engagements:private:write`, too, or a key of somebody who took part.
         */
        delete: operations["take_conversation_tag"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/conversations/{conversation_id}/traces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The traces that belong to a conversation, on its own clock: at most 2,000 spans of them, and 4 MiB of what they say. A
         *     private conversation needs `engagements:private:read`, too, or a key of somebody who took part.
         */
        get: operations["list_conversation_traces"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/conversations/{conversation_id}/transcript": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The transcript as data, as text or as subtitles, as people corrected it. 404 until it is there. E-mail
         *     addresses are null without `contacts:read`.
         */
        get: operations["get_transcript"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Corrects the transcript. What was there before stays readable as a revision of its own; every later read, export, search
         *     and event shows what is there now. 409 where somebody else has corrected it since `base_revision`. A private
         *     conversation needs `engagements:private:write`, too, or a key of somebody who took part.
         */
        patch: operations["update_transcript"];
        trace?: never;
    };
    "/api/colloquy/v1/conversations/{conversation_id}/transcript/revisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The revisions of a transcript, newest first: the first is what every other read shows. 404 until there is a transcript. */
        get: operations["list_transcript_revisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/conversations/{conversation_id}/transcript/revisions/{revision_number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The transcript as it was in a revision. */
        get: operations["get_transcript_revision"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/conversations/{conversation_id}/transcript/revisions/{revision_number}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes a revision count again, as the newest one. What was corrected since stays readable. A private conversation needs
         *     `engagements:private:write`, too, or a key of somebody who took part.
         */
        post: operations["restore_transcript_revision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/conversations/{conversation_id}/workflow_runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Runs for a conversation, newest first: at most one of each rule. */
        get: operations["list_runs_of_conversation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/deliveries/{delivery_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One delivery, with what is sent. Of a private conversation the body is told to those alone who may read that one. */
        get: operations["get_delivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/deliveries/{delivery_id}/attempts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The attempts of a delivery, oldest first. */
        get: operations["list_attempts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/deliveries/{delivery_id}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a delivery again, now, with a fresh schedule. The message keeps its id and its bytes. */
        post: operations["resend_delivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/dialer_connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All addresses, oldest first, without their secrets. */
        get: operations["list_dialer_connections"];
        put?: never;
        /** Makes an address that a dialer can be given. The answer holds it; no read shows it again. */
        post: operations["create_dialer_connection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/dialer_connections/{dialer_connection_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One address, without its secret. */
        get: operations["get_dialer_connection"];
        put?: never;
        post?: never;
        /** Removes an address. Calls that came by it stay. */
        delete: operations["delete_dialer_connection"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/dialer_connections/{dialer_connection_id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives the address another secret. The one before is worth nothing from now on. */
        post: operations["rotate_dialer_connection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/dialers/{dialer}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a dialer told in the last month, newest first: of each call one event of each type, as it came last. */
        get: operations["list_dialer_events"];
        put?: never;
        /**
         * Takes an event of a dialer. `CallStarted` and `CallEnded` are noted; `CallRecorded` makes a conversation of what is
         *     known of the call by then, and what is told later completes it. Sent again, an event changes nothing. The agent is
         *     found among the workspace's users by the e-mail address or telephone number that the event brings; else the user
         *     behind the credential owns the call. 422 where the recording cannot be fetched: the dialer then sends it again.
         */
        post: operations["receive_dialer_event"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/dialers/{dialer}/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The same for dialers that can be given nothing but an address: the secret in it opens that and nothing else. Where the
         *     connection has a signing secret the body has to be signed with it, in `X-WAVV-Signature`.
         */
        post: operations["receive_at_connection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/dialogues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Dialogues that satisfy the filter, the newest first, without what was said in them. Private ones of others are left out
         *     without `engagements:private:read`.
         */
        get: operations["list_dialogues"];
        put?: never;
        /**
         * Lets an agent begin a dialogue with a customer, at once or when its turn has come. A webchat is open: the answer has the
         *     word that lets its visitor in, and a page where they can open it.
         */
        post: operations["create_dialogue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/dialogues/{dialogue_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A dialogue with what was said in it, each word of the agent's with what it rests on and the tools that were used before
         *     it. A private one needs `engagements:private:read`, too, or the key that began it.
         */
        get: operations["get_dialogue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Notes something on a dialogue, gives it to another agent, or ends it; what is left out stays. A private one needs
         *     `engagements:private:write`, too, or the key that began it.
         */
        patch: operations["update_dialogue"];
        trace?: never;
    };
    "/api/colloquy/v1/dialogues/{dialogue_id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The messages of a dialogue in their order, each with the passages of knowledge bases that it rests on and the tools that
         *     were used before it. Those of a private one need `engagements:private:read`, too, or the key that began it.
         */
        get: operations["list_dialogue_messages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/do-not-contact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Addresses that no agent writes to or calls: those that operators put there, and those of people who opted out. */
        get: operations["list_do_not_contact"];
        /**
         * Puts an address on the list. One that stands there stays as it is. Dialogues with it that wait are called off, and
         *     nothing more is sent in those that go on.
         */
        put: operations["put_do_not_contact"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/do-not-contact/{address}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes an address off the list: agents may write to it and call it again. */
        delete: operations["delete_do_not_contact"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/engines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The engines of this server and how they are, the queues of jobs, and what `colloquy doctor` says. What was seen is at
         *     most ten seconds old.
         */
        get: operations["get_engines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/evaluations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Evaluations that satisfy the filter, newest first, without their results. Those of private conversations are left out
         *     without `engagements:private:read`.
         */
        get: operations["list_evaluations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/evaluations/{evaluation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * An evaluation with what was found of each criterion, once it is completed. That of a private conversation needs
         *     `engagements:private:read`, too, the key that asked for it, or a key of somebody who took part.
         */
        get: operations["get_evaluation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/evaluations/{evaluation_id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says that a person has looked at an evaluation and leaves it: it waits no more for having failed a critical
         *     criterion, for its score, or because it was drawn. Where criteria are unsure or disputed it waits on until they are
         *     decided.
         */
        post: operations["close_evaluation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/evaluations/{evaluation_id}/disputes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Contradicts what counts of a criterion. It counts on until somebody decides the criterion, who may be anybody with
         *     `evaluations:review`; until then the evaluation waits in the queue.
         */
        post: operations["dispute_evaluation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/evaluations/{evaluation_id}/evaluate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Evaluates a conversation again, within the same project and by the newest version of the same scorecard. The answer
         *     is the new evaluation, or the one that waits or is being made already; the one before stays as it is.
         */
        post: operations["evaluate_again"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/evaluations/{evaluation_id}/reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything that people said of an evaluation, oldest first. */
        get: operations["list_reviews"];
        put?: never;
        /**
         * Decides criteria of a completed evaluation: confirms what the engine says, or answers otherwise. The numbers follow
         *     at once; what the engine said stays beside it. Disputes of these criteria are settled with it.
         */
        post: operations["review_evaluation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/events/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tells what happens in the workspace while it happens, as server-sent events.
         * @description `conversation` has `{conversation_id, kind, stage?, at}`, where `kind` is such as `conversation_created`,
         *     `transcript_completed` or `insight_completed`; `stage` has `{conversation_id, name, status}`; `dialogue` has
         *     `{conversation_id, position, status}`; `missed` says that more happened than is told. A comment comes every 15 seconds.
         *     What happened shortly before may come again. What is private is told with `engagements:private:read`, and to keys of
         *     those who took part. Being told is a reason to read anew, and no record: a client that comes back reads what it shows.
         */
        get: operations["stream_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/export/companies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All companies that satisfy the filter, those that changed longest ago first, however many: the answer is written while
         *     they are read. What changes meanwhile may be left out. If something fails on the way the connection is cut.
         */
        get: operations["export_companies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/export/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All contacts that satisfy the filter, those that changed longest ago first, however many: the answer is written while
         *     they are read. What changes meanwhile may be left out. If something fails on the way the connection is cut.
         */
        get: operations["export_contacts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/export/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All conversations that satisfy the filter, newest first, however many: the answer is written while they are read.
         *     Private ones are left out without `engagements:private:read`. If something fails on the way the connection is cut.
         */
        get: operations["export_conversations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/export/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All tags that satisfy the filter, those that changed longest ago first, however many: the answer is written while
         *     they are read. What changes meanwhile may be left out. If something fails on the way the connection is cut.
         */
        get: operations["export_tags"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/export/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All users that satisfy the filter, those that changed longest ago first, however many: the answer is written while
         *     they are read. What changes meanwhile may be left out. If something fails on the way the connection is cut.
         */
        get: operations["export_users"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/inbound-routes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All inbound routes of the workspace. */
        get: operations["list_inbound_routes"];
        put?: never;
        /** Lets an agent answer at an address, or on web pages. */
        post: operations["create_inbound_route"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/inbound-routes/{inbound_route_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An inbound route. */
        get: operations["get_inbound_route"];
        put?: never;
        post?: never;
        /** Removes an inbound route: nobody answers there any more. Dialogues that go on are not touched. */
        delete: operations["delete_inbound_route"];
        options?: never;
        head?: never;
        /** Changes an inbound route; what is left out stays. Dialogues that go on are not touched. */
        patch: operations["update_inbound_route"];
        trace?: never;
    };
    "/api/colloquy/v1/jobs/dead": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Jobs that were given up, newest first within each queue. */
        get: operations["list_dead_jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/jobs/dead/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Puts all of them back. */
        post: operations["retry_all_dead_jobs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/jobs/dead/{job_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Puts one back, to be tried from the beginning. */
        post: operations["retry_dead_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All keys of the workspace, the newest first; also revoked ones. Sessions of the console are none. */
        get: operations["list_keys"];
        put?: never;
        /** Makes a key. The answer has it in every spelling, this once. */
        post: operations["create_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/keys/{key_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revokes a key: from now on it is refused. Revoking it again changes nothing. */
        delete: operations["delete_key"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/knowledge-bases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What agents look things up in, the newest first and without texts. */
        get: operations["list_knowledge_bases"];
        put?: never;
        /** Adds a knowledge base. Its text and pages are read afterwards. */
        post: operations["create_knowledge_base"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/knowledge-bases/{knowledge_base_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A knowledge base with its text. */
        get: operations["get_knowledge_base"];
        put?: never;
        post?: never;
        /** Removes a knowledge base with what was read for it: no agent finds it any more. */
        delete: operations["delete_knowledge_base"];
        options?: never;
        head?: never;
        /**
         * Changes a knowledge base; what is left out stays, and null clears. Where text, title, pages or the time between two
         *     readings become others, it is read anew. 409 where somebody else has changed it since `base_updated_at`.
         */
        patch: operations["update_knowledge_base"];
        trace?: never;
    };
    "/api/colloquy/v1/knowledge-bases/{knowledge_base_id}/readings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reads the text and the pages of a knowledge base again, now. Until that is done agents find what was read before. */
        post: operations["read_knowledge_again"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/knowledge-bases/{knowledge_base_id}/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The texts, pages and documents of a knowledge base: when each was read last, and why it could not be where it was not. */
        get: operations["list_knowledge_sources"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The credential that asks, and the user behind it. */
        get: operations["get_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Sets the password of whoever asks, who has to know the present one. Their other sessions end. */
        put: operations["change_password"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/media/{recording_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Downloads a recording by the signed link that other answers carry. Needs no credential; honours `Range`. */
        get: operations["download"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/oauth/clients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All programs, oldest first, without their secrets. */
        get: operations["list_oauth_clients"];
        put?: never;
        /** Adds a program. The answer holds its secret, which no read shows. One that acts as an owner takes an owner. */
        post: operations["create_oauth_client"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/oauth/clients/{oauth_client_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One program, without its secret. */
        get: operations["get_oauth_client"];
        put?: never;
        post?: never;
        /** Removes a program. Neither it nor its tokens are accepted any more. One that acts as an owner is removed by owners. */
        delete: operations["delete_oauth_client"];
        options?: never;
        head?: never;
        /** Changes a program; what is left out stays. One that acts as an owner takes an owner. */
        patch: operations["update_oauth_client"];
        trace?: never;
    };
    "/api/colloquy/v1/oauth/clients/{oauth_client_id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives a program a new secret. The old one is refused at once; tokens that are out stay. One that acts as an owner
         *     takes an owner.
         */
        post: operations["rotate_oauth_client_secret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many conversations there were, how long, how people felt, what was found in them and how they were noted, over a time
         *     and step by step. Private ones count with `engagements:private:read` only.
         */
        get: operations["get_overview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/password-resets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a link to a new password to whoever has an account with that address. Whether anybody has is not told: the answer
         *     is the same, and comes before anybody is looked for. The link is good for one use within an hour.
         */
        post: operations["create_password_reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/password-resets/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sets a password by the word of a link, which is used up by it. The user's sessions end. */
        post: operations["confirm_password_reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Projects, newest first. */
        get: operations["list_projects"];
        put?: never;
        /** Adds a project. */
        post: operations["create_project"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/projects/{project_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A project. */
        get: operations["get_project"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes a project; what is left out stays. What was scored before stays as it is. */
        patch: operations["update_project"];
        trace?: never;
    };
    "/api/colloquy/v1/projects/{project_id}/evaluations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Puts a conversation into a project, whichever way it came in: it is scored as soon as its transcript is there. Where
         *     it waits there already, or is being scored, that evaluation is the answer. A private conversation needs
         *     `engagements:private:read`, too, or a key of somebody who took part.
         */
        post: operations["evaluate_conversation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/quality/call-centers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The numbers of each call center, those with the most evaluations first. Evaluations that belong to none are left out. */
        get: operations["list_quality_by_call_center"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/quality/campaigns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The numbers of each campaign, those with the most evaluations first. Evaluations that belong to none are left out. */
        get: operations["list_quality_by_campaign"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/quality/criteria": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The numbers of each criterion over all completed evaluations that satisfy the filter. They are kept by day: `from`
         *     and `until` count by the whole days in UTC on which they lie.
         */
        get: operations["list_quality_by_criterion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/quality/executives": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The numbers of each person's work, those with the most evaluations first. Evaluations that show nobody's are left
         *     out.
         */
        get: operations["list_quality_by_executive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/quality/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The numbers of all evaluations that satisfy the filter. Of the evaluations of a conversation within a project the
         *     newest one counts; those of private conversations with `engagements:private:read` only.
         */
        get: operations["get_quality_summary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/quality/trends": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The numbers of each day, week or month, oldest first. Steps without evaluations are there, too, between `from` and
         *     `until`, of which there may be at most 20,000; where one of these is left out, between the first and the last
         *     evaluation, as long as there are not more than 1,100.
         */
        get: operations["list_quality_trends"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/review-queue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Evaluations that wait for a person, those first that have waited longest. Those of private conversations are left out
         *     without `engagements:private:read`.
         */
        get: operations["list_review_queue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/sample-conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes sample conversations in, for looking around: a recorded call and a chat, both made up. The caller's user owns
         *     them, else the first active user. Asking again makes no more of them.
         */
        post: operations["create_sample_conversations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/scopes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every scope that a key can be given. */
        get: operations["list_scopes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/scorecards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All scorecards of the workspace, without their criteria. Every workspace begins with one for sales and one for
         *     support.
         */
        get: operations["list_scorecards"];
        put?: never;
        /** Adds a scorecard with its first version. */
        post: operations["create_scorecard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/scorecards/{scorecard_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A scorecard with the criteria of its newest version. */
        get: operations["get_scorecard"];
        put?: never;
        post?: never;
        /** Removes a scorecard. Evaluations that were made with it stay. */
        delete: operations["delete_scorecard"];
        options?: never;
        head?: never;
        /**
         * Changes a scorecard; what is left out stays. Other sections make a new version, which evaluations use that are asked
         *     for from then on; those that were made keep the version that they were made with.
         */
        patch: operations["update_scorecard"];
        trace?: never;
    };
    "/api/colloquy/v1/scorecards/{scorecard_id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All versions of a scorecard. */
        get: operations["list_scorecard_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/scorecards/{scorecard_id}/versions/{version_number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One version of a scorecard. */
        get: operations["get_scorecard_version"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Word search over titles, names and addresses of participants, and transcripts.
         * @description Finds the conversations that have all the words, newest first. Case and diacritics make no difference. What was
         *     said is searched with `transcript_timelines:read` only, e-mail addresses and telephone numbers with `contacts:read`
         *     only, private conversations with `engagements:private:read` only. Of each conversation the first 60,000 different
         *     words are known.
         */
        get: operations["search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who asks and what they may do: the person who is signed in, or the credential. Asked by a session it gives the cookie
         *     anew, so that it lasts as long as the session.
         */
        get: operations["get_session"];
        put?: never;
        /**
         * Signs somebody in to the console. The answer sets a cookie that scripts cannot read; with it every operation of this API
         *     can be used that the person's role allows, those that change something with the header `x-colloquy-console: 1`. A wrong
         *     address and a wrong password are answered alike. After 5 failures in a row for an address from one place, 50 from
         *     everywhere, or 20 from one place for all addresses, within a quarter of an hour, one has to wait.
         */
        post: operations["create_session"];
        /** Signs out: the session ends, and the browser forgets the cookie. A key stays as it is. */
        delete: operations["delete_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/shared/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The conversation that a link shows, as it is now. Needs no credential: the word in the link is the permission. E-mail
         *     addresses, telephone numbers, names in other systems, what people corrected, who did so, tools and traces are left out,
         *     recordings where the link does not open them.
         */
        get: operations["get_shared"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/shares/{share_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Ends a link: it shows nothing from now on. A private conversation needs `engagements:private:write`, too, or a key of
         *     somebody who took part.
         */
        delete: operations["delete_share"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/signal-definitions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All questions, oldest first. */
        get: operations["list_signal_definitions"];
        put?: never;
        /** Adds a question; it is asked of conversations that come from now on. */
        post: operations["create_signal_definition"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/signal-definitions/try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks a question of one conversation, with the engines that would be asked of all, and keeps nothing of it. */
        post: operations["try_signal_definition"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/signal-definitions/{signal_definition_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Removes a question. Answers that were given already stay. */
        delete: operations["delete_signal_definition"];
        options?: never;
        head?: never;
        /** Changes a question; what is left out stays. Answers that were given already stay, too. */
        patch: operations["update_signal_definition"];
        trace?: never;
    };
    "/api/colloquy/v1/skills": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What agents can do in dialogues, the newest first. */
        get: operations["list_skills"];
        put?: never;
        /** Adds a skill: a task for agents to carry out in dialogues. */
        post: operations["create_skill"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/skills/{skill_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A skill. */
        get: operations["get_skill"];
        put?: never;
        post?: never;
        /** Removes a skill: no dialogue begins with it any more. */
        delete: operations["delete_skill"];
        options?: never;
        head?: never;
        /** Changes a skill; what is left out stays, and null clears. Dialogues that go on keep what they began with. */
        patch: operations["update_skill"];
        trace?: never;
    };
    "/api/colloquy/v1/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All tags, by name. */
        get: operations["list_tags"];
        put?: never;
        /** Adds a tag. */
        post: operations["create_tag"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/tags/{tag_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Removes a tag, from conversations too. */
        delete: operations["delete_tag"];
        options?: never;
        head?: never;
        /** Changes a tag; what is left out stays. */
        patch: operations["update_tag"];
        trace?: never;
    };
    "/api/colloquy/v1/twilio/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes a message of a customer's to a number of ours. The agent of the number's inbound route answers it. Posted again it
         *     is the same message.
         */
        post: operations["receive_twilio_message"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/twilio/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes a report on a message of ours. Reports come late, twice and out of order: one that is no news changes nothing, and
         *     neither does one on a message that is not ours.
         */
        post: operations["receive_twilio_status"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes a recording in: the body is the file itself, of any length up to what the operator allows. What it holds is told by
         *     its content; the recording is heard and read by the workers from there on.
         */
        post: operations["upload_recording"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Users that satisfy the filter, those that changed last first, page by page. */
        get: operations["list_users"];
        put?: never;
        /** Adds a user. Only an owner, or a key without a person, may add an owner. */
        post: operations["create_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/users/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A user. */
        get: operations["get_user"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Changes a user. Only an owner, or a key without a person, may change owners; the last owner stays one. Who is not active
         *     any more is signed out everywhere.
         */
        patch: operations["update_user"];
        trace?: never;
    };
    "/api/colloquy/v1/webchat/open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The page of a chat that was begun for its visitor. Which one it is stands behind the `#` of the address, which no browser
         *     sends: the word that lets in comes into no log.
         */
        get: operations["webchat_visit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/webchat/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Opens a chat for a visitor of a web page. Needs no credential: the route is public, and only pages of the origins that
         *     it names may use it. The chat itself goes over a WebSocket.
         */
        post: operations["open_webchat_session"];
        delete?: never;
        /** Tells a browser that scripts of other pages may open chats: which route takes whose is told when they do. */
        options: operations["announce_webchat_session"];
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/webchat/socket": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Opens the connection over which a visitor of a web page chats: a WebSocket with one JSON object in each text frame. The
         *     first frame is `{"type":"join","access","after"}` with the word from the session and the position of the last message
         *     that the visitor has. Then the visitor sends `{"type":"say","client_id","text"}`, `{"type":"seen","position"}` and
         *     `{"type":"close"}`, and is told `joined`, `message`, `ack`, `status`, `message_status`, `typing` and `error`. What was
         *     acknowledged is kept; what was not is to be sent again with the same `client_id`.
         */
        get: operations["webchat_socket"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/webchat/widget.js": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The chat for web pages: `<script src="…/widget.js" data-route="…" async></script>` puts a button on the page that opens
         *     it. Further settings are `data-title`, `data-name`, `data-email` and `data-language`.
         */
        get: operations["webchat_widget"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/webchat/{inbound_route_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A page for trying a webchat. */
        get: operations["webchat_page"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/webhook-event-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every event type that a receiver can subscribe to. */
        get: operations["list_webhook_event_types"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All receivers, oldest first, without their secrets. */
        get: operations["list_webhooks"];
        put?: never;
        /**
         * Adds a receiver. The answer holds its signing secret, which no read shows.
         * @description A receiver is told of everything in the workspace, private conversations too, and goes on when the credential that
         *     made it has ended: adding and changing one is for administrators.
         */
        post: operations["create_webhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/webhooks/{webhook_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One receiver, without its secret. */
        get: operations["get_webhook"];
        put?: never;
        post?: never;
        /** Removes a receiver. What is on its way to it is not sent any more. */
        delete: operations["delete_webhook"];
        options?: never;
        head?: never;
        /** Changes a receiver, or switches it on or off. */
        patch: operations["update_webhook"];
        trace?: never;
    };
    "/api/colloquy/v1/webhooks/{webhook_id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Deliveries to a receiver, newest first. */
        get: operations["list_deliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/webhooks/{webhook_id}/recover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends everything again that was made since then and given up. */
        post: operations["recover_webhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/webhooks/{webhook_id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a receiver a new secret. For 24 hours the old one signs beside it. */
        post: operations["rotate_webhook_secret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/webhooks/{webhook_id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a test message, whatever types the receiver gets otherwise. */
        post: operations["test_webhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/workflow_runs/{workflow_run_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A run with its log. */
        get: operations["get_workflow_run"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/workflow_runs/{workflow_run_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tries a failed run again, by the rule as it is now. What was done is not done again. */
        post: operations["retry_workflow_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/workflows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All rules, oldest first, without their secrets. */
        get: operations["list_workflows"];
        put?: never;
        /**
         * Makes a rule; it runs for conversations that come from now on, once for each. The answer holds its signing secret,
         *     which no read shows.
         */
        post: operations["create_workflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/workflows/{workflow_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A rule, without its secret. */
        get: operations["get_workflow"];
        put?: never;
        post?: never;
        /** Removes a rule. What it has begun and not done yet is not done any more; its runs stay. */
        delete: operations["delete_workflow"];
        options?: never;
        head?: never;
        /**
         * Changes a rule, or switches it on or off. Conversations that came before are not looked at again, and what has
         *     begun goes on as it was; while a rule is off, it does nothing more.
         */
        patch: operations["update_workflow"];
        trace?: never;
    };
    "/api/colloquy/v1/workflows/{workflow_id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Writes everything that the rule would send for a conversation, and sends nothing. */
        post: operations["preview_workflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/workflows/{workflow_id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a rule a new secret. The old one signs nothing any more. */
        post: operations["rotate_workflow_secret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/workflows/{workflow_id}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Runs of a rule, newest first. */
        get: operations["list_runs_of_workflow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colloquy/v1/workspace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The workspace that the credential opens. */
        get: operations["get_workspace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description What a rule does. */
        Action: {
            /** @description Further addresses; they are not told of private conversations. */
            extra?: string[];
            /** @description Everybody who took part and whose address the conversation names, or who owns it, or both. */
            to?: components["schemas"]["RecapReader"][];
            /** @enum {string} */
            type: "recap_mail";
        } | {
            /**
             * @description Template of the body. Where `Content-Type` does not say otherwise, the body is JSON, and `{{ value }}`
             *     writes a value as JSON with its quotes. There are `if`, `for`, `with` and `raw`; lists of texts and numbers;
             *     `~` and `+`, but not in `for` and `with`, and eight times at most; the filters `tojson`,
             *     `default`, `upper`, `lower`, `trim`, `length`, `first`, `last`, `round`; and the values `workspace`,
             *     `conversation`, `participants`, `owner`, `summary`, `action_items`, `signals` (by name), `tags`, `links`.
             */
            body: string;
            /** @description Further headers. Values are never shown: null here, and null in a change keeps the value for the same host. */
            headers?: {
                [key: string]: string | null;
            };
            method: components["schemas"]["CallMethod"];
            /** @enum {string} */
            type: "http_call";
            /**
             * Format: uri
             * @description https address; redirects are not followed.
             */
            url: string;
        } | {
            tag_id: string;
            /** @enum {string} */
            type: "tag";
        };
        /** @description Something that somebody undertook to do. */
        ActionItem: components["schemas"]["Edit"] & {
            /** @description Needs `contacts:read`. */
            assignee_email?: string | null;
            assignee_name?: string | null;
            /** @description The participant who will do it, where one matches. */
            assignee_participant_id?: string | null;
            /** Format: date-time */
            created_at: string;
            description: string;
            /** Format: date */
            due_on?: string | null;
            grounds: components["schemas"]["Grounds"];
            id: string;
            /** @description Whether somebody said that it is done. */
            is_done: boolean;
            machine?: components["schemas"]["FoundActionItem"] | null;
            title: string;
        };
        /** @description What became of an action. */
        ActionLog: {
            /** @description Why it was not done, or for how many it was not; null where its steps tell. */
            error?: string | null;
            status: components["schemas"]["RunStatus"];
            /** @description A mail for each recipient, a call, a tag. */
            steps: components["schemas"]["Step"][];
            /** @description `recap_mail`, `http_call` or `tag`. */
            type: string;
        };
        /** @enum {string} */
        ActionMethod: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
        /** @description What an action would do. */
        ActionPreview: {
            html?: string | null;
            /** @description Everybody who would get one. */
            recipients: string[];
            /** @description null where there is nothing to tell yet. */
            subject?: string | null;
            text?: string | null;
            /** @enum {string} */
            type: "recap_mail";
        } | {
            /** @description null where it cannot be made. */
            body?: string | null;
            /** @description Why not. */
            error?: string | null;
            method: components["schemas"]["CallMethod"];
            /** @enum {string} */
            type: "http_call";
            url: string;
        } | {
            /** @description null where it is gone. */
            name?: string | null;
            /** @enum {string} */
            type: "tag";
        };
        /** @description What came of it. */
        ActionTried: {
            /**
             * Format: int64
             * @description How long it took.
             */
            duration_ms: number;
            status: components["schemas"]["TryOutStatus"];
            /** @description What an agent would be told: the answer, or what went wrong. Secrets are blacked out in it. */
            text: string;
        };
        /** @description An agent that this server lets speak. What was not set is null; what holds then is told by `behaviour`. */
        Agent: {
            /** @description Ids of the actions that it may run. */
            actions: string[];
            allow_interruption?: boolean | null;
            /** Format: double */
            allowed_idle_seconds?: number | null;
            /** @description What it is told to do where the skill says nothing: a template. */
            base_instructions?: string | null;
            /** @description How it behaves in a dialogue, what was not set included. */
            behaviour: components["schemas"]["AgentBehaviour"];
            capabilities?: string[] | null;
            check_human_presence?: boolean | null;
            /** Format: int32 */
            check_human_presence_count?: number | null;
            /** Format: date-time */
            created_at: string;
            cutoff_responses?: string[] | null;
            /** @description The e-mail address from which it writes. */
            email?: string | null;
            enable_cutoff_responses?: boolean | null;
            end_call_on_goodbye?: boolean | null;
            filler_words?: string[] | null;
            functionality?: string | null;
            /** @description Ids of further actions, which clients tell apart from the former. */
            global_actions: string[];
            goodbye_phrases?: string[] | null;
            id: string;
            image_url?: string | null;
            inbound_capability?: string | null;
            interaction_settings?: Record<string, never> | null;
            interruption_sensitivity?: components["schemas"]["Sensitivity"] | null;
            /** @description One that is not active begins no dialogue and answers none. */
            is_active: boolean;
            is_inbound?: boolean | null;
            /** @description Its job, in words. */
            job_descriptions?: string | null;
            kind?: components["schemas"]["AgentKind"] | null;
            /** @description BCP 47. */
            language?: string | null;
            lastname?: string | null;
            lead_qualification?: string | null;
            model_name?: string | null;
            model_provider?: string | null;
            name?: string | null;
            nickname?: string | null;
            optimize_streaming_latency?: boolean | null;
            /** @description The number from which it calls and writes, E.164. */
            phone?: string | null;
            /** @description Its role, in words. */
            role_text?: string | null;
            send_filler_words?: boolean | null;
            send_initial_message?: boolean | null;
            /** @description Id or name of the skill that it has where nobody names one. */
            skill?: string | null;
            /** @description Ids of its skills. */
            skills: string[];
            /** @description By what name it introduces itself: name, else nickname, else last name. */
            spoken_name: string;
            /**
             * Format: double
             * @description How freely the language model chooses words: 0 to 2.
             */
            temperature?: number | null;
            /** Format: date-time */
            updated_at: string;
            voice_id?: string | null;
            /**
             * Format: double
             * @description 0.25 to 4.
             */
            voice_speed?: number | null;
            /**
             * Format: double
             * @description 0 to 1.
             */
            voice_stability?: number | null;
        };
        /** @description An action: a request that an agent may make while it speaks. */
        AgentAction: {
            /** Format: date-time */
            created_at: string;
            /** @description When to use it. */
            description?: string | null;
            headers: components["schemas"]["KeyValue"][];
            id: string;
            /** @description What the agent has to find out. */
            input_variables: components["schemas"]["InputVariable"][];
            method?: components["schemas"]["ActionMethod"] | null;
            name?: string | null;
            /** @description Each replaces what the address says under its name. */
            query_params: components["schemas"]["KeyValue"][];
            /** @description The name under which agents call it. */
            tool_name: string;
            /** Format: date-time */
            updated_at: string;
            /** @description With `{name}` for what the agent found out and `{{name}}` for a secret of the server's. Without one it cannot run. */
            url?: string | null;
            /** @description Said while the request runs. */
            waiting_message?: string | null;
        };
        /** @description How an agent behaves in a dialogue. */
        AgentBehaviour: {
            /** @description Said where the customer was not understood; empty: it answers as well as it can. */
            cutoff_responses: string[];
            /** @description Said while an answer takes long; empty for nothing. */
            fillers: string[];
            /** @description What ends the dialogue when the customer says it; empty for nothing. */
            goodbye_phrases: string[];
            /**
             * Format: double
             * @description Silence of the customer on the telephone after which it asks or ends, in seconds.
             */
            idle_seconds: number;
            /**
             * Format: int64
             * @description For so long must the customer speak before it stops, in milliseconds; null: it always finishes.
             */
            interrupted_after_ms?: number | null;
            /**
             * Format: int32
             * @description How often it asks whether somebody is there before it ends the dialogue.
             */
            presence_checks: number;
            /** @description Whether it speaks first. */
            speaks_first: boolean;
            /**
             * Format: double
             * @description How freely the language model chooses words: 0 to 2.
             */
            temperature: number;
        };
        /** @enum {string} */
        AgentKind: "ai" | "human";
        /**
         * @description Settings of an agent. What is left out stays, and null clears; one of `name`, `nickname` and `lastname` has to say
         *     something.
         */
        AgentSettings: {
            /** @description Ids of the actions that it may run. */
            actions?: string[] | null;
            /** @description Whether the customer can interrupt it. */
            allow_interruption?: boolean | null;
            /**
             * Format: double
             * @description Seconds of the customer's silence after which something is done.
             */
            allowed_idle_seconds?: number | null;
            /** @description What it is told to do where the skill says nothing: a template. */
            base_instructions?: string | null;
            /** @description Kept for clients. */
            capabilities?: string[] | null;
            /** @description Whether it then asks if somebody is there. */
            check_human_presence?: boolean | null;
            /**
             * Format: int32
             * @description How often, before it ends the call.
             */
            check_human_presence_count?: number | null;
            cutoff_responses?: string[] | null;
            /** @description The e-mail address from which it writes. */
            email?: string | null;
            /** @description Whether it asks again where it did not understand. */
            enable_cutoff_responses?: boolean | null;
            /** @description Whether a goodbye ends the dialogue. */
            end_call_on_goodbye?: boolean | null;
            filler_words?: string[] | null;
            /** @description Kept for clients. */
            functionality?: string | null;
            /** @description Ids of further actions, which clients tell apart from the former. */
            global_actions?: string[] | null;
            goodbye_phrases?: string[] | null;
            image_url?: string | null;
            /** @description Kept for clients. */
            inbound_capability?: string | null;
            /** @description Any members; they are kept for clients. */
            interaction_settings?: Record<string, never> | null;
            interruption_sensitivity?: components["schemas"]["Sensitivity"] | null;
            /** @description One that is not active begins no dialogue and answers none. A new one is, where it is left out. */
            is_active?: boolean | null;
            /** @description Kept for clients; which agent answers where is a matter of inbound routes. */
            is_inbound?: boolean | null;
            /** @description Its job, in words. */
            job_descriptions?: string | null;
            kind?: components["schemas"]["AgentKind"] | null;
            /** @description BCP 47. */
            language?: string | null;
            lastname?: string | null;
            /** @description Kept for clients. */
            lead_qualification?: string | null;
            /** @description The model that a configured language endpoint is asked for. */
            model_name?: string | null;
            /** @description Kept for clients: the language engine is the operator's choice. */
            model_provider?: string | null;
            name?: string | null;
            nickname?: string | null;
            /** @description Kept for clients. */
            optimize_streaming_latency?: boolean | null;
            /** @description The number from which it calls and writes, E.164. */
            phone?: string | null;
            /** @description Its role, in words. */
            role_text?: string | null;
            /** @description Whether pauses are filled. */
            send_filler_words?: boolean | null;
            /** @description Whether it speaks first. */
            send_initial_message?: boolean | null;
            /** @description Id or name of the skill that it has where nobody names one. */
            skill?: string | null;
            /** @description Ids of its skills. */
            skills?: string[] | null;
            /**
             * Format: double
             * @description How freely the language model chooses words.
             */
            temperature?: number | null;
            voice_id?: string | null;
            /** Format: double */
            voice_speed?: number | null;
            /** Format: double */
            voice_stability?: number | null;
        };
        /** @description An answer, as its question takes it. */
        AnswerValue: boolean | number | string;
        /** @description Where a conversation belongs in a contact center. */
        Attribution: {
            /** @description Key of the call center. */
            call_center?: string | null;
            /** @description Key of the campaign. */
            campaign?: string | null;
            /** @description The person whose work it shows. */
            executive_name?: string | null;
            /** @description Whether a program spoke for the organisation. */
            is_ai_call: boolean;
        };
        /** @description A dialogue that was begun. */
        BegunDialogue: components["schemas"]["Dialogue"] & {
            /** @description The word that lets the visitor of a webchat in, and nobody else: shown once. Null for other channels. */
            access?: string | null;
            /** @description Whether it waits for others to end, or for its turn. */
            is_held: boolean;
            /** @description Where the visitor of a webchat can open it: the word stands in it. Null for other channels. */
            url?: string | null;
        };
        /** @enum {string} */
        BulkAction: "tag" | "untag" | "delete";
        /** @description A call center. */
        CallCenter: {
            /** Format: date-time */
            created_at: string;
            /** @description By which it is referred to. */
            key: string;
            /** @description The key where nobody gave one. */
            name: string;
            /** Format: date-time */
            updated_at: string;
        };
        /** @enum {string} */
        CallDirection: "inbound" | "outbound";
        /** @enum {string} */
        CallEventKind: "other" | "started" | "ended" | "recorded";
        /**
         * @description Verb of a call.
         * @enum {string}
         */
        CallMethod: "POST" | "PUT" | "PATCH";
        /** @description One side of a call. */
        CallParty: {
            email?: string | null;
            /** @description The dialer's id. */
            id?: string | null;
            name?: string | null;
            phone?: string | null;
        };
        /** @description A campaign. */
        Campaign: {
            /** @description Over what, in a free word: `Voice` where nobody said otherwise. */
            channel: string;
            /** Format: date-time */
            created_at: string;
            /** @description What it is for. */
            description?: string | null;
            /**
             * Format: date-time
             * @description When it ends, where that is known.
             */
            ends_at?: string | null;
            /** @description By which it is referred to. */
            key: string;
            kind: components["schemas"]["CampaignKind"];
            /** @description The key where nobody gave one. */
            name: string;
            /**
             * Format: date-time
             * @description When it begins, where that is known.
             */
            starts_at?: string | null;
            status: components["schemas"]["CampaignStatus"];
            /** Format: date-time */
            updated_at: string;
        };
        /** @enum {string} */
        CampaignKind: "voice_bot" | "flow";
        /** @enum {string} */
        CampaignStatus: "running" | "paused" | "completed";
        /** @description A change of several conversations. */
        ChangeConversations: {
            /** @description What is done with each. `delete` needs `workspace:admin`. */
            action: components["schemas"]["BulkAction"];
            /** @description Which, each in any spelling. */
            conversation_ids: string[];
            /** @description The tag that is given or taken away; `tag` and `untag` need it. */
            tag_id?: string | null;
        };
        /** @description A new password in place of the present one. */
        ChangePassword: {
            current_password: string;
            password: string;
        };
        /** @description What came of it. */
        ChangedConversations: {
            /** @description Those that are as they were to be. */
            done: string[];
            /** @description Those that are not. */
            failed: components["schemas"]["UnchangedConversation"][];
        };
        /** @description A piece of a knowledge base that words of an agent rest on. */
        Citation: {
            knowledge_base_id: string;
            passage_id: string;
            source_id: string;
            /** @description The words. */
            text: string;
            /** @description Title of the page or document, else of the knowledge base. */
            title?: string | null;
            /** @description Where it stands; null for a knowledge base's own text. */
            url?: string | null;
        };
        /** @description The end of a review as a whole. */
        CloseEvaluation: {
            /** @description Why. */
            reason?: string | null;
        };
        /** @description A comment. */
        Comment: {
            anchor: components["schemas"]["CommentAnchor"];
            body: string;
            conversation_id: string;
            /** Format: date-time */
            created_at: string;
            /** @description Null where a key without a user wrote it. */
            created_by?: string | null;
            id: string;
            /** Format: date-time */
            resolved_at?: string | null;
            /** @description Null also where a key without a user resolved it. */
            resolved_by?: string | null;
            /** @description `open` or `resolved`. */
            status: string;
            transcript_id: string;
            /** Format: date-time */
            updated_at: string;
        };
        /** @description The place that a comment is about; all null for the whole transcript. */
        CommentAnchor: {
            /** Format: double */
            end_seconds?: number | null;
            /**
             * Format: int32
             * @description Number of the entry; corrections leave it as it is.
             */
            entry_id?: number | null;
            /**
             * Format: int32
             * @description Position in the transcript's entries.
             */
            entry_index?: number | null;
            /**
             * Format: int32
             * @description Position in the entry's sentences.
             */
            sentence_index?: number | null;
            /** Format: double */
            start_seconds?: number | null;
        };
        /** @description A page of comments. */
        CommentPage: {
            data: components["schemas"]["Comment"][];
            /** @description Asks for the next page; null on the last. */
            next_cursor?: string | null;
        };
        /** @enum {string} */
        CommentStatusWord: "open" | "resolved";
        /** @description A company. */
        CompanyRow: {
            /** Format: date-time */
            created_at: string;
            /** @description The id of that record. */
            crm_object_id?: string | null;
            /** @description The CRM that has a record of it. */
            crm_source?: string | null;
            description?: string | null;
            /** @description E-mail domains; the first is the primary one. */
            domains: string[];
            id: string;
            industry?: string | null;
            logo_url?: string | null;
            name?: string | null;
            /** Format: int32 */
            number_of_employees?: number | null;
            /** Format: date-time */
            updated_at: string;
            website?: string | null;
        };
        /**
         * @description How an answer compares.
         * @enum {string}
         */
        ComparisonWord: "is" | "is_not" | "at_least" | "at_most" | "contains";
        /** @description What an answer is compared with. */
        ConditionValue: boolean | number | string;
        /** @description A contact. */
        ContactRow: {
            company_id?: string | null;
            /** Format: date-time */
            created_at: string;
            /** @description The id of that record. */
            crm_object_id?: string | null;
            /** @description The CRM that has a record of it. */
            crm_source?: string | null;
            description?: string | null;
            /** @description The first is the primary one. */
            emails: string[];
            first_name?: string | null;
            id: string;
            last_name?: string | null;
            /** @description The first is the primary one. */
            phones: string[];
            /** @description IANA time zone. */
            time_zone?: string | null;
            /** Format: date-time */
            updated_at: string;
        };
        /** @description A conversation without what was said and found in it. */
        Conversation: {
            /** Format: date-time */
            created_at: string;
            crm_association?: components["schemas"]["CrmAssociation"] | null;
            description?: string | null;
            /** Format: int64 */
            duration_seconds?: number | null;
            /** Format: date-time */
            ended_at?: string | null;
            external_id?: string | null;
            external_url?: string | null;
            host_user_id?: string | null;
            id: string;
            is_internal: boolean;
            is_private: boolean;
            kind: components["schemas"]["ConversationKind"];
            meeting_url?: string | null;
            owner_user_id?: string | null;
            /** @description As the transcript stage tells. */
            processing_status: components["schemas"]["ProcessingStatus"];
            source_system?: string | null;
            /** Format: date-time */
            started_at: string;
            title: string;
            /** Format: date-time */
            updated_at: string;
        };
        /** @enum {string} */
        ConversationKind: "call" | "meeting" | "chat" | "email";
        /** @description A page of conversations. */
        ConversationPage: {
            /**
             * @description May be fewer than asked for, even none, beside a `next_cursor`: where a list is narrowed by several things at once, a
             *     page looks at a bounded number of conversations.
             */
            data: components["schemas"]["ListedConversation"][];
            /** @description Asks for the next page; null on the last. */
            next_cursor?: string | null;
        };
        /** @description A part of it. */
        ConversationSpan: {
            /** @description By name; empty where `is_cut`. */
            attributes: Record<string, never>;
            /** Format: double */
            duration_ms: number;
            /** @description Whether attributes were left out: those of the spans before were as many as an answer holds. */
            is_cut: boolean;
            kind: components["schemas"]["SpanSide"];
            name: string;
            /** @description The span within which it happened; null for the outermost. */
            parent_id?: string | null;
            /** @description 16 hexadecimal digits. */
            span_id: string;
            /**
             * Format: double
             * @description Its beginning, in seconds from the conversation's; clocks differ, and it may lie before.
             */
            start_seconds: number;
            status: components["schemas"]["SpanEnd"];
            /** @description What is said about the status. */
            status_message?: string | null;
        };
        /** @description A new action. */
        CreateAction: {
            /** @description When to use it. */
            description?: string | null;
            headers?: components["schemas"]["GivenKeyValue"][] | null;
            /** @description What the agent has to find out. */
            input_variables?: components["schemas"]["GivenInputVariable"][] | null;
            method?: components["schemas"]["ActionMethod"] | null;
            name?: string | null;
            /** @description Each replaces what the address says under its name. */
            query_params?: components["schemas"]["GivenKeyValue"][] | null;
            /**
             * @description http or https, with `{name}` for what the agent found out and `{{name}}` for a secret of the server's. Variables
             *     stand in path and query only. Without an address the action is kept and cannot run.
             */
            url?: string | null;
            /** @description Said while the request runs. */
            waiting_message?: string | null;
        };
        /** @description An action item that a person writes. */
        CreateActionItem: {
            /** @description Who will do it: the name or the e-mail address of somebody who took part, or any name. */
            assignee?: string | null;
            /**
             * Format: date
             * @description The day by which it was promised.
             */
            due_on?: string | null;
            /** @description Numbers of the entries in which it was agreed. */
            evidence_entry_ids?: number[] | null;
            /** @description In a few words; one line. */
            text: string;
        };
        /** @description A new call center. */
        CreateCallCenter: {
            /** @description By which it is to be referred to; unique, and the server's own where it is left out. */
            key?: string | null;
            name: string;
        };
        /** @description A new campaign. */
        CreateCampaign: {
            /** @description Over what, in a free word; `Voice` where it is left out. */
            channel?: string | null;
            /** @description What it is for. */
            description?: string | null;
            ends_at?: components["schemas"]["InstantText"] | null;
            /** @description By which it is to be referred to; unique, and the server's own where it is left out. */
            key?: string | null;
            kind?: components["schemas"]["CampaignKind"] | null;
            name: string;
            starts_at?: components["schemas"]["InstantText"] | null;
            status?: components["schemas"]["CampaignStatus"] | null;
        };
        /** @description A comment on a transcript; on all of it where no place is told. */
        CreateComment: {
            /** @description White space around it is cut off, and something must be left. */
            body: string;
            /**
             * Format: double
             * @description To this second, not before `start_seconds`.
             */
            end_seconds?: number | null;
            /**
             * Format: int32
             * @description Number of the entry that it is about.
             */
            entry_id?: number | null;
            /**
             * Format: double
             * @description From this second.
             */
            start_seconds?: number | null;
        };
        /** @description An address that is to be. */
        CreateDialerConnection: {
            /** @description E-mail addresses of users by the dialer's ids of its agents; at most 1000. */
            agents?: {
                [key: string]: string;
            } | null;
            /** @description Id of the user who owns calls whose agent is no known user; without it such calls are refused. */
            default_owner_id?: string | null;
            dialer: components["schemas"]["Dialer"];
            /**
             * @description Link to the call in the dialer, for events that bring none; `{call_id}`, `{contact_id}` and `{agent_id}` in it
             *     are filled.
             */
            link_template?: string | null;
            /** @description A name for people. */
            name: string;
            /** @description Whether workflows may run for its calls; true where it is left out. */
            run_workflows?: boolean | null;
            /** @description The secret with which the dialer signs; what comes unsigned is refused then. */
            signing_secret?: string | null;
        };
        /** @description A dialogue that is to begin. */
        CreateDialogue: {
            /** @description The agent that speaks. */
            agent_id: string;
            /** @description `call`, `sms` and `whatsapp` need a telephone number of the customer, `email` an e-mail address. */
            channel: components["schemas"]["DialogueChannel"];
            customer?: components["schemas"]["GivenCustomer"] | null;
            override?: components["schemas"]["GivenOverride"] | null;
            /** @description What it does; the agent's own skill where it is left out. */
            skill_id?: string | null;
        };
        /** @description A new inbound route. */
        CreateInboundRoute: {
            /**
             * @description The number (E.164) or e-mail address that is called or written to: one that no other route of the channel has. A
             *     webchat has none.
             */
            address?: string | null;
            /** @description Who answers. */
            agent_id: string;
            /** @description Origins (`https://shop.example`) whose pages may open a webchat; any where it is left out or empty. */
            allowed_origins?: string[] | null;
            channel: components["schemas"]["DialogueChannel"];
            /** @description true where it is left out. */
            is_active?: boolean | null;
            /** @description Doing what. */
            skill_id: string;
        };
        /** @description A new key. */
        CreateKey: {
            /** @description For people. */
            name: string;
            /** @description Some of those that `GET /api/colloquy/v1/scopes` lists; everything where it is left out. */
            scopes?: string[] | null;
            /**
             * @description The user behind it, in whose name it acts. Without one it acts for nobody; one that somebody makes who is no owner
             *     is then their own.
             */
            user_id?: string | null;
        };
        /** @description A new knowledge base. One of `name` and `title` has to say something, and stands for the other one. */
        CreateKnowledgeBase: {
            /** @description Ids of the agents that may look things up in it; all where it is left out or empty. */
            agent_ids?: string[] | null;
            /** @description What it holds, in words. */
            description?: string | null;
            /** @description `faq`, `text`, `url` or any other word; `text` where it is left out. */
            kind?: string | null;
            name?: string | null;
            /**
             * @description How often the pages are read again: `manual`, or a number of hours, days or weeks, such as `12h`; `manual` where it
             *     is left out.
             */
            refresh?: string | null;
            /** @description A text of its own. */
            text?: string | null;
            title?: string | null;
            /** @description Pages and documents to read, by http or https. */
            urls?: string[] | null;
        };
        /** @description A new program. */
        CreateOAuthClient: {
            /** @description Whether it can keep a secret; true where it is left out. */
            confidential?: boolean | null;
            /** @description `authorization_code` and `refresh_token` where there are redirect URIs, else `client_credentials`. */
            grant_types?: components["schemas"]["GrantTypeName"][] | null;
            /** @description What users are told that it is called. */
            name: string;
            /** @description Where users may be sent back to: https, or http on the own machine, where any port will do. */
            redirect_uris?: string[] | null;
            /** @description The most that its tokens may do; never `workspace:admin`. */
            scopes: components["schemas"]["ScopeName"][];
            /** @description The user for whom it acts when it asks for itself. */
            user_id?: string | null;
        };
        /** @description A new project. */
        CreateProject: {
            /** @description What it is for. */
            description?: string | null;
            /** @description What kind of project, in your own words. */
            kind: string;
            /** @description Several may have the same. */
            name: string;
            review_rules?: components["schemas"]["ReviewRules"] | null;
            /** @description What its conversations are scored by; the workspace's default scorecard where it is left out. */
            scorecard_id?: string | null;
        };
        /** @description A new scorecard. */
        CreateScorecard: {
            /** @description What it is for. */
            description?: string | null;
            /** @description true makes it the default in place of the one that is; false where it is left out. */
            is_default?: boolean | null;
            /** @description Unique. */
            name: string;
            sections: components["schemas"]["ScorecardSection"][];
        };
        /** @description A link that is to be made. */
        CreateShare: {
            /**
             * Format: int64
             * @description How long it shows the conversation.
             */
            expires_in_hours: number;
            /** @description Whether the recordings may be heard, too; not where it is left out. */
            with_recording?: boolean | null;
        };
        /** @description A new question. */
        CreateSignalDefinition: {
            /** @description true where it is left out. */
            enabled?: boolean | null;
            guidance?: string | null;
            keywords?: components["schemas"]["Keywords"] | null;
            kind: components["schemas"]["Kind"];
            /** @description Small letters, digits and underscores, the first a letter; unique. */
            name: string;
            /** @description At least three characters without the blanks around them. */
            question: string;
        };
        /** @description A new skill. */
        CreateSkill: {
            /** @description What it is for. */
            description?: string | null;
            /** @description The first thing that the agent says: a template. */
            initial_message?: string | null;
            /** @description No dialogue begins with one that is not; true where it is left out. */
            is_active?: boolean | null;
            /** @description BCP 47. */
            language?: string | null;
            name: string;
            /** @description What the agent is to do: a template. */
            prompt?: string | null;
            /** @description Any members; they are kept for clients. */
            routing_conditions?: Record<string, never> | null;
        };
        /** @description A new tag. */
        CreateTag: {
            /** @description true where it is left out. */
            auto_tagging_enabled?: boolean | null;
            description?: string | null;
            /** @description `#RRGGBB`. */
            hex_color?: string | null;
            /** @description Unique; more than blanks. */
            name: string;
        };
        /** @description A new user. */
        CreateUser: {
            /** @description Unique in the workspace, in any case. */
            email: string;
            /** @description Full name. */
            name: string;
            /** @description Without one they cannot sign in until they have set one by a link. */
            password?: string | null;
            role: components["schemas"]["UserRole"];
        };
        /** @description A new receiver. */
        CreateWebhook: {
            /** @description A note for people. */
            description?: string | null;
            /** @description The API in whose shape it gets events; the server's first where it is left out. */
            dialect?: string | null;
            /** @description Types that it gets; all where it is left out or empty. */
            event_types?: string[] | null;
            /**
             * @description Sent along with each delivery. At most 20, of visible ASCII characters; none that describes the connection or
             *     the body, or signs it. Values are never shown.
             */
            headers?: {
                [key: string]: string;
            } | null;
            /**
             * Format: uri
             * @description https address.
             */
            url: string;
        };
        /** @description A new rule. */
        CreateWorkflow: {
            /** @description Done in this order. One that has to be tried again holds up those behind it; one that failed for good does not. */
            actions: components["schemas"]["Action"][];
            /** @description true where it is left out. */
            enabled?: boolean | null;
            filter?: components["schemas"]["Filter"] | null;
            /** @description For people. */
            name: string;
            when: components["schemas"]["When"];
        };
        /** @description An answer to a criterion. */
        CriterionAnswer: {
            /** @description `not_applicable` where the question does not arise. */
            type: components["schemas"]["CriterionAnswerType"];
            value?: components["schemas"]["CriterionAnswerValue"] | null;
        };
        /** @enum {string} */
        CriterionAnswerType: "yes" | "no" | "scale" | "choice" | "not_applicable";
        /** @description A place on a scale, or the label of an option. */
        CriterionAnswerValue: number | string;
        /** @description What a person decided. */
        CriterionDecision: {
            answer: components["schemas"]["CriterionAnswer"];
            by: components["schemas"]["ReviewActor"];
            /** Format: date-time */
            decided_at: string;
            /** @description Why. */
            reason: string;
        };
        /** @description Somebody contradicts what counts. */
        CriterionDispute: {
            by: components["schemas"]["ReviewActor"];
            /** Format: date-time */
            disputed_at: string;
            /** @description Why. */
            reason: string;
        };
        /** @enum {string} */
        CriterionKind: "yes_no" | "scale" | "choice";
        /** @description What was found of a criterion. */
        CriterionResult: {
            answer?: components["schemas"]["CriterionAnswer"] | null;
            /**
             * Format: double
             * @description How sure the engine is, 0 to 1.
             */
            confidence: number;
            /** @description Its id in the scorecard. */
            criterion_id: string;
            decision?: components["schemas"]["CriterionDecision"] | null;
            dispute?: components["schemas"]["CriterionDispute"] | null;
            /** @description The engine that said it: `basic`, `embedded:<model>` or `remote:<model>`. */
            engine: string;
            /** @description Places in the transcript that support it, best first; of what is absent, where it should have been. */
            evidence: components["schemas"]["Evidence"][];
            /** @description Whether failing it fails the conversation. */
            is_critical: boolean;
            /** @description Whether the note is at least 60; null where there is none. */
            is_passed?: boolean | null;
            /** @description Whether the engine is not sure enough for its answer to count: a person should look. */
            is_unsure: boolean;
            /** @description Its name in the version that was used. */
            name: string;
            /**
             * Format: double
             * @description The note of the answer that counts, 0 to 100; null where the criterion does not apply or is undecided.
             */
            note?: number | null;
            /** @description Why, for people. */
            reasoning: string;
        };
        /** @description What a person says of a criterion. */
        CriterionVerdict: {
            answer?: components["schemas"]["CriterionAnswer"] | null;
            /** @description Each criterion once. */
            criterion_id: string;
            /** @description Why. Required, and more than blanks, where the answer is not the engine's. */
            reason?: string | null;
        };
        /** @description The CRM's record of a conversation. */
        CrmAssociation: {
            /** @description Its id there. */
            crm_object_id: string;
            /** @description `contact`, `company` or `deal`. */
            object_type: string;
            /** @description Which CRM. */
            source: string;
        };
        /** @enum {string} */
        CrmObjectWord: "contact" | "company" | "deal";
        CustomFields: {
            [key: string]: string | number | boolean | null;
        };
        /** @description One message on its way to one receiver. */
        Delivery: {
            /**
             * Format: int32
             * @description Attempts made of the present schedule.
             */
            attempts: number;
            /** Format: date-time */
            created_at: string;
            /** @description Type of the event. */
            event_type?: string | null;
            id: string;
            /** @description As it stands in the header `webhook-id`. */
            message_id: string;
            /**
             * Format: date-time
             * @description When the next one is due.
             */
            next_attempt_at?: string | null;
            status: components["schemas"]["DeliveryStatus"];
            /** Format: date-time */
            updated_at: string;
            webhook_id: string;
        };
        /** @description One message on its way to one receiver, with what is sent. */
        DeliveryInFull: components["schemas"]["Delivery"] & {
            request?: components["schemas"]["DeliveryRequest"] | null;
        };
        /** @description A part of the log. */
        DeliveryPage: {
            /** @description Newest first. */
            data: components["schemas"]["Delivery"][];
            /** @description `before` of the next part; null where this is the last. */
            next_before?: string | null;
        };
        /**
         * @description What is sent: address and headers as the next attempt would send them, and the body, which is the same at every
         *     attempt.
         */
        DeliveryRequest: {
            /** @description Null where it tells of a private conversation that the credential may not read. */
            body?: string | null;
            /**
             * @description Names in lower case. Null are the values of the receiver's own headers, which may be secrets, and those that
             *     differ from attempt to attempt: signatures and times.
             */
            headers: {
                [key: string]: string | null;
            };
            url: string;
        };
        /** @enum {string} */
        DeliveryStatus: "pending" | "delivered" | "failed";
        /** @description What was seen. */
        Diagnosis: {
            /** @description Everything that `colloquy doctor` looks at. */
            checks: components["schemas"]["EngineCheck"][];
            /** @description Tells voices on one channel apart. */
            diarisation: components["schemas"]["EngineHealth"];
            /** @description Finds by meaning. */
            embeddings: components["schemas"]["EngineHealth"];
            /** @description Reads, judges, and speaks for agents. */
            language: components["schemas"]["EngineHealth"];
            /** @description Hears on calls. */
            live_hearing: components["schemas"]["EngineHealth"];
            /** @description Hears recordings. */
            speech: components["schemas"]["EngineHealth"];
            /** @description Speaks on calls. */
            synthesis: components["schemas"]["EngineHealth"];
        };
        /** @enum {string} */
        Dialer: "wavv";
        /** @description What came of an event. */
        DialerAnswer: {
            /** @description The conversation, where there is one. */
            conversation_id?: string | null;
            /**
             * @description `noted`: kept for its recording. `not_understood`: kept, of a type that is not known. `taken`: its call has
             *     become a conversation. `known`: it had before.
             */
            status: components["schemas"]["DialerOutcome"];
        };
        /** @description What a dialer tells of a call. */
        DialerCall: {
            callerId?: components["schemas"]["Reference"] | null;
            contactId?: components["schemas"]["Reference"] | null;
            contactName?: components["schemas"]["Reference"] | null;
            direction?: components["schemas"]["CallDirection"] | null;
            endedAt?: components["schemas"]["DialerInstant"] | null;
            id?: components["schemas"]["Reference"] | null;
            phone?: components["schemas"]["Reference"] | null;
            /** @description https address of the recording; required in `call.recorded`. An empty one counts as left out. */
            recordingUrl?: string | null;
            /** Format: double */
            seconds?: number | null;
            startedAt?: components["schemas"]["DialerInstant"] | null;
            userId?: components["schemas"]["Reference"] | null;
        };
        /** @description An address for a dialer, without the secret in it. */
        DialerConnection: {
            /** @description E-mail addresses of users by the dialer's ids of its agents. */
            agents: {
                [key: string]: string;
            };
            /** Format: date-time */
            created_at: string;
            /** @description Who owns calls whose agent is no known user; null where such calls are refused. */
            default_owner_id?: string | null;
            dialer: components["schemas"]["Dialer"];
            id: string;
            /** @description Whether what comes has to be signed. */
            is_signed: boolean;
            /** @description Link to the call in the dialer. */
            link_template?: string | null;
            name: string;
            /** @description Whether workflows may run for its calls. */
            run_workflows: boolean;
            /** Format: date-time */
            updated_at: string;
        };
        /** @description An address with its secret: only in answers to creation and rotation. */
        DialerConnectionWithUrl: components["schemas"]["DialerConnection"] & {
            /** @description What the dialer is given. */
            url: string;
        };
        /** @description An event of a dialer. Described in WAVV's names; others are understood, too, whatever their case. */
        DialerEvent: {
            data?: components["schemas"]["DialerCall"] | null;
            /** @description Its type, such as `call.recorded`. What is not known is acknowledged, and noted. */
            event: string;
        };
        DialerInstant: string | number;
        /** @enum {string} */
        DialerOutcome: "noted" | "not_understood" | "taken" | "known";
        /** @description A dialogue: a conversation that an agent of this server holds. It is a conversation with the same id. */
        Dialogue: {
            /** @description Our e-mail address. */
            agent_email?: string | null;
            agent_id: string;
            /** @description By what name the agent introduces itself. */
            agent_name: string;
            /** @description Our number, E.164. */
            agent_phone?: string | null;
            channel: components["schemas"]["DialogueChannel"];
            /** Format: date-time */
            created_at: string;
            customer: components["schemas"]["DialogueCustomer"];
            /** @description Who began it, seen from the agent. */
            direction: components["schemas"]["CallDirection"];
            /** Format: date-time */
            ended_at?: string | null;
            /** @description Why it is over, where that needs words. */
            ended_reason?: string | null;
            id: string;
            /** @description Where it came in, where the customer began it. */
            inbound_route_id?: string | null;
            /** @description Whether somebody tries the agent in it. */
            is_test: boolean;
            /** @description In what language the agent speaks, BCP 47. */
            language?: string | null;
            /**
             * Format: int64
             * @description How many messages it has: the position of the last one.
             */
            message_count: number;
            /** @description What somebody noted. */
            note?: string | null;
            /** @description What the agent does; null where its own instructions hold. */
            skill_id?: string | null;
            /**
             * Format: date-time
             * @description When it began to be held.
             */
            started_at?: string | null;
            /** @description How far it is. */
            status: components["schemas"]["DialogueStatus"];
            /** Format: date-time */
            updated_at: string;
        };
        /** @enum {string} */
        DialogueChannel: "call" | "sms" | "whatsapp" | "email" | "webchat";
        /** @description The other side of a dialogue. */
        DialogueCustomer: {
            contact_id: string;
            /** @description Needs `contacts:read`. */
            email?: string | null;
            name?: string | null;
            /** @description E.164. Needs `contacts:read`. */
            phone?: string | null;
        };
        /** @enum {string} */
        DialogueEnd: "completed" | "voicemail" | "no-answer" | "busy" | "failed" | "canceled" | "resolved" | "closed" | "expired";
        /** @description Something that was said in a dialogue. */
        DialogueMessage: {
            /** @description What of the knowledge bases it rests on, as far as it still stands there. */
            citations: components["schemas"]["Citation"][];
            /** Format: date-time */
            created_at: string;
            /** @description Why it got no further. */
            error?: string | null;
            id: string;
            /** @description Address of a picture or file that came along. */
            media_url?: string | null;
            /**
             * Format: int64
             * @description Its place in the dialogue, from 1 without gaps.
             */
            position: number;
            sender: components["schemas"]["DialogueSender"];
            /** @description The name by which the provider, or Elemente's API, knows it. */
            sid: string;
            /** @description How far it has got. */
            status: components["schemas"]["DialogueMessageStatus"];
            text: string;
            /** @description The tools that the agent used before it said this, since it spoke last. */
            tool_invocations: components["schemas"]["ToolInvocation"][];
            /**
             * Format: date-time
             * @description When its status changed last.
             */
            updated_at: string;
        };
        /** @enum {string} */
        DialogueMessageStatus: "queued" | "sending" | "sent" | "delivered" | "read" | "undelivered" | "failed" | "received";
        /** @enum {string} */
        DialogueSender: "agent" | "customer";
        /** @enum {string} */
        DialogueStatus: "queued" | "ringing" | "answer" | "in-progress" | "processing" | "pending" | "open" | "ongoing" | "stalled" | "completed" | "voicemail" | "no-answer" | "busy" | "failed" | "canceled" | "resolved" | "closed" | "expired";
        /** @enum {string} */
        DisabledReason: "by_hand" | "gone" | "failed_too_long";
        /** @description A contradiction to what counts. */
        DisputeEvaluation: {
            /** @description Of which criterion. */
            criterion_id: string;
            /** @description Why. */
            reason: string;
        };
        /** @description Somebody whom no agent may write to or call. */
        DoNotContact: {
            /** @description The number (E.164) or e-mail address, lower case. */
            address: string;
            /**
             * Format: date-time
             * @description Since when.
             */
            created_at: string;
            /** @description Why: `opted out by sms`, or what an operator wrote. */
            reason?: string | null;
        };
        /** @description A person's part in what is shown. */
        Edit: {
            /**
             * Format: date-time
             * @description When that was.
             */
            edited_at?: string | null;
            /** @description The user who did so last; null also where a key without a user did. */
            edited_by?: string | null;
            /** @description Whether a person said it, or changed it. */
            is_edited: boolean;
        };
        /** @description One thing that was looked at. */
        EngineCheck: {
            /** @description What was seen. */
            detail: string;
            /** @description What. */
            name: string;
            /** @description Whether it is as it should be. */
            ok: boolean;
        };
        /** @description One engine. */
        EngineHealth: {
            /** @description In words, with what to do about it. */
            detail: string;
            /** @description Which one does it, such as `whisper`, `llama`, `basic` or `remote`. */
            engine: string;
            /** @description What it works with. */
            model?: string | null;
            /** @description How it is. */
            state: components["schemas"]["EngineState"];
        };
        /**
         * @description How an engine is.
         * @enum {string}
         */
        EngineState: "ready" | "missing" | "remote" | "off";
        /** @description The engines, what waits for them, and the process that answers. */
        Engines: components["schemas"]["Diagnosis"] & {
            queues: components["schemas"]["QueueState"][];
            /**
             * Format: int64
             * @description Since the process that answers was started.
             */
            uptime_seconds: number;
            /** @description Of the server. */
            version: string;
        };
        Entry: {
            /**
             * Format: double
             * @description Seconds from the conversation's start.
             */
            end_seconds: number;
            /**
             * Format: int32
             * @description Number within the transcript; evidence refers to it.
             */
            id: number;
            /** @description The same in sentences. */
            sentences: components["schemas"]["Sentence"][];
            /**
             * Format: int32
             * @description Position in `speakers`.
             */
            speaker_index: number;
            /**
             * Format: double
             * @description Seconds from the conversation's start.
             */
            start_seconds: number;
            /** @description What was said. */
            text: string;
            /** @description The same in words; empty where word times are not known. */
            words: components["schemas"]["Word"][];
        };
        /** @description An error. */
        ErrorBody: {
            error: components["schemas"]["ErrorDetail"];
        };
        ErrorDetail: {
            /** @description Stable code, such as `missing_scope`. */
            code: string;
            /** @description Which fields are wrong; empty where the problem is not about fields. */
            fields: components["schemas"]["ErrorField"][];
            /** @description What is wrong, for people. */
            message: string;
            /** @description Names the request in the server's log. */
            request_id: string;
        };
        ErrorField: {
            /** @description Stable code, such as `required`. */
            code: string;
            /** @description Path of the field, such as `kind.options`. */
            field: string;
            /** @description What is wrong with it. */
            message: string;
        };
        /** @description Which conversation is to be evaluated. */
        EvaluateConversation: {
            /** @description Any spelling of its id. */
            conversation_id: string;
            /** @description By what; the project's scorecard where it is left out. */
            scorecard_id?: string | null;
        };
        /** @description The scoring of a conversation within a project, without its results. */
        Evaluation: {
            /** @description The file that the conversation was made of; null where it came in another way. */
            audio_file_id?: string | null;
            /**
             * Format: double
             * @description The plain mean of the notes, 0 to 100; null until it is completed, and where there are none.
             */
            average_note?: number | null;
            /** @description Key of the call center. */
            call_center?: string | null;
            /** @description Key of the campaign. */
            campaign?: string | null;
            /**
             * Format: date-time
             * @description When its results were stored.
             */
            completed_at?: string | null;
            conversation_id: string;
            /** Format: date-time */
            created_at: string;
            /**
             * Format: double
             * @description Once known.
             */
            duration_seconds?: number | null;
            /** @description Why it was given up; null where it was not. */
            error?: string | null;
            /** @description The person whose work it shows. */
            executive_name?: string | null;
            id: string;
            /** @description Whether a program spoke for the organisation. */
            is_ai_call: boolean;
            /** @description Whether a critical criterion was failed; null until it is completed. */
            is_auto_failed?: boolean | null;
            /** @description Whether it is the newest of its conversation within its project: only such count in numbers over many. */
            is_current: boolean;
            /** @description Whether the conversation is private. */
            is_private: boolean;
            /** @description Name of the file, or title of the conversation. */
            name: string;
            project_id: string;
            project_name: string;
            /**
             * Format: date-time
             * @description When it was recorded, or began.
             */
            recorded_at: string;
            /**
             * Format: double
             * @description The weighted score, 0 to 100, and 0 where a critical criterion was failed; null as `average_note` is.
             */
            score?: number | null;
            scorecard_id: string;
            /**
             * Format: int64
             * @description In which version.
             */
            scorecard_version: number;
            sentiment?: components["schemas"]["Feeling"] | null;
            state: components["schemas"]["EvaluationState"];
            /**
             * Format: int32
             * @description Criteria of which the engine is unsure and that nobody has decided; null until it is completed.
             */
            undecided?: number | null;
            /** Format: date-time */
            updated_at: string;
        };
        /** @description What was found. */
        EvaluationResults: {
            /** @description What was found of each criterion, in the scorecard's order. */
            criteria: components["schemas"]["CriterionResult"][];
            /** @description What the conversation was about; null where there is no summary. */
            summary?: string | null;
        };
        /** @enum {string} */
        EvaluationState: "pending" | "processing" | "completed" | "failed";
        /** @description An evaluation with what was found. */
        EvaluationWithResults: components["schemas"]["Evaluation"] & {
            results?: components["schemas"]["EvaluationResults"] | null;
        };
        /** @description A place in the transcript. */
        Evidence: {
            /**
             * Format: double
             * @description End of the quoted words.
             */
            end_seconds: number;
            /**
             * Format: int32
             * @description The entry.
             */
            entry_id: number;
            /** @description The words, verbatim as they stood in that entry when this was found; people may have corrected it since. */
            quote: string;
            /**
             * Format: double
             * @description Start of the quoted words, seconds from the conversation's start.
             */
            start_seconds: number;
        };
        /** @enum {string} */
        Feeling: "positive" | "neutral" | "negative";
        /**
         * @description Which conversations; what is left out does not narrow. Companies, people and deals are three buckets: within one a
         *     single match is enough, and every bucket that names anything must match.
         */
        Filter: {
            /** @description Somebody of one of these companies took part. */
            company_ids?: string[] | null;
            /** @description One of these people took part. */
            contact_ids?: string[] | null;
            /** @description The same, by the CRM's ids. */
            crm_companies?: string[] | null;
            /** @description The same, by the CRM's ids. */
            crm_contacts?: string[] | null;
            /** @description The conversation belongs to one of these deals of the CRM. */
            crm_deals?: string[] | null;
            /** @description Of one of these kinds. */
            kinds?: components["schemas"]["WorkflowConversationKind"][] | null;
            /** @description Every word stands somewhere in the title, in any case. */
            search?: string | null;
            started_at?: components["schemas"]["InstantBounds"] | null;
            /** @description In one of these states when the rule looks. */
            statuses?: components["schemas"]["WorkflowConversationStatus"][] | null;
            updated_at?: components["schemas"]["InstantBounds"] | null;
        };
        /** @description An action item as the machine found it. */
        FoundActionItem: {
            assignee_name?: string | null;
            description: string;
            /** Format: date */
            due_on?: string | null;
            grounds: components["schemas"]["Grounds"];
            title: string;
        };
        /** @description How people felt, as the machine found it. */
        FoundSentiment: {
            grounds: components["schemas"]["Grounds"];
            /** Format: double */
            overall: number;
            speakers: components["schemas"]["SpeakerSentiment"][];
        };
        /** @description An answer as the machine gives it. */
        FoundSignal: {
            grounds: components["schemas"]["Grounds"];
            is_unsure: boolean;
            type?: components["schemas"]["SignalType"] | null;
            value: unknown;
        };
        /** @description A summary as the machine found it. */
        FoundSummary: {
            grounds: components["schemas"]["Grounds"];
            points: components["schemas"]["SummaryPoint"][];
            text: string;
        };
        /** @description A tag as the machine gives it. */
        FoundTag: {
            grounds?: components["schemas"]["Grounds"] | null;
        };
        /** @description A conversation with everything that belongs to it. */
        FullConversation: components["schemas"]["Conversation"] & {
            /** @description What was undertaken. */
            action_items: components["schemas"]["ActionItem"][];
            /** @description Whether people corrected what was heard or found. */
            is_edited: boolean;
            /** @description Who took part. */
            participants: components["schemas"]["Participant"][];
            /** @description The audio or video. */
            recordings: components["schemas"]["Recording"][];
            sentiment?: components["schemas"]["Sentiment"] | null;
            /** @description Answers to the workspace's questions. */
            signals: components["schemas"]["Signal"][];
            /** @description How far the processing is, step by step. */
            stages: components["schemas"]["Stage"][];
            summary?: components["schemas"]["Summary"] | null;
            /** @description Tags that fit. */
            tags: components["schemas"]["GivenTag"][];
            /** @description The tools that agents used, by their start. */
            tool_invocations: components["schemas"]["ToolInvocation"][];
            /** @description The traces that belong to it, each 32 hexadecimal digits. */
            trace_ids: string[];
            transcript?: components["schemas"]["Transcript"] | null;
        };
        /** @description A dialogue with what was said in it. */
        FullDialogue: components["schemas"]["Dialogue"] & {
            /** @description What was said, in order. */
            messages: components["schemas"]["DialogueMessage"][];
            /** @description A link to its recording that holds for an hour; null where there is none. */
            recording_url?: string | null;
            /** @description The tools that the agent has used since it spoke last. */
            tool_invocations: components["schemas"]["ToolInvocation"][];
        };
        /** @description A knowledge base. */
        FullKnowledgeBase: components["schemas"]["KnowledgeBase"] & {
            /** @description A text of its own. */
            text?: string | null;
        };
        /**
         * @description What is known of the customer. Somebody who is found by number or address is that contact, whose stored fields stay as
         *     they are.
         */
        GivenCustomer: {
            custom_fields?: components["schemas"]["CustomFields"] | null;
            email?: string | null;
            first_name?: string | null;
            /** @description BCP 47. */
            language?: string | null;
            last_name?: string | null;
            phone?: string | null;
        };
        /** @description Something that the agent has to find out. */
        GivenInputVariable: {
            /** @description `string`, `number`, `integer` or `boolean`; any other word stands for `string`. */
            data_type?: string | null;
            description?: string | null;
            /** @description Whether the action cannot run without; false where it is left out. */
            is_required?: boolean | null;
            /** @description As placeholders spell it. */
            name: string;
        };
        /** @description A name and a value, which may hold placeholders. */
        GivenKeyValue: {
            key: string;
            value: string;
        };
        /** @description What the agent is told otherwise, in this dialogue only. */
        GivenOverride: {
            image_url?: string | null;
            /** @description The first thing that it says: a template. */
            initial_message?: string | null;
            /** @description BCP 47. */
            language?: string | null;
            /** @description By what name it introduces itself. */
            name?: string | null;
            /** @description From what number it calls and writes, E.164. */
            phone?: string | null;
            /** @description What it is to do: a template. */
            prompt?: string | null;
            /** @description Any members; they are kept for clients. */
            routing_conditions?: Record<string, never> | null;
            /** Format: double */
            voice_speed?: number | null;
            /** Format: double */
            voice_stability?: number | null;
        };
        /** @description A tag that fits. */
        GivenTag: components["schemas"]["Edit"] & {
            grounds?: components["schemas"]["Grounds"] | null;
            hex_color?: string | null;
            id: string;
            machine?: components["schemas"]["FoundTag"] | null;
            name: string;
        };
        /**
         * @description A way to get a token.
         * @enum {string}
         */
        GrantTypeName: "authorization_code" | "client_credentials" | "refresh_token";
        /** @description Why the system says it. */
        Grounds: {
            /**
             * Format: double
             * @description How sure the engine is, 0 to 1.
             */
            confidence: number;
            /** @description The engine that said it: `basic`, `embedded:<model>` or `remote:<model>`; `person` where somebody did. */
            engine: string;
            /** @description Places in the transcript that support it, best first. */
            evidence: components["schemas"]["Evidence"][];
        };
        /** @description A part of a text, counted in Unicode code points. */
        Highlight: {
            /** @description The character after its last. */
            end: number;
            /** @description Its first character. */
            start: number;
        };
        /** @description Says which agent answers, with which skill, who calls or writes to an address. */
        InboundRoute: {
            /** @description The number (E.164) or e-mail address that is called or written to; null for a webchat. */
            address?: string | null;
            /** @description Who answers. */
            agent_id: string;
            /** @description Origins (`https://shop.example`) whose pages may open a webchat; empty: any. */
            allowed_origins: string[];
            channel: components["schemas"]["DialogueChannel"];
            /** Format: date-time */
            created_at: string;
            /** @description Of a webchat it is public: pages name it. */
            id: string;
            /** @description One that is not active is not answered at. */
            is_active: boolean;
            /** @description Doing what. */
            skill_id: string;
            /** Format: date-time */
            updated_at: string;
        };
        /** @description Something that the agent has to find out. */
        InputVariable: {
            /** @description `string`, `number`, `integer` or `boolean`; any other word stands for `string`. */
            data_type: string;
            description?: string | null;
            /** @description Whether the action cannot run without. */
            is_required: boolean;
            /** @description As placeholders spell it. */
            name: string;
        };
        /** @description Bounds of an instant; those that are set must all hold. */
        InstantBounds: {
            /**
             * Format: date-time
             * @description Later than.
             */
            gt?: string | null;
            /**
             * Format: date-time
             * @description Not earlier than.
             */
            gte?: string | null;
            /**
             * Format: date-time
             * @description Earlier than.
             */
            lt?: string | null;
            /**
             * Format: date-time
             * @description Not later than.
             */
            lte?: string | null;
        };
        /**
         * Format: date-time
         * @description ISO 8601 with offset, of the years 1900 to 9998
         */
        InstantText: string;
        /** @description A key of a client, without what is secret about it. */
        Key: {
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            /**
             * Format: date-time
             * @description To the minute.
             */
            last_used_at?: string | null;
            name: string;
            /** @description How it begins, for people to recognise it. */
            prefix: string;
            /** Format: date-time */
            revoked_at?: string | null;
            /** @description What it may do; `workspace:admin` is everything. */
            scopes: string[];
            user?: components["schemas"]["KeyUser"] | null;
        };
        /** @description All keys. */
        KeyList: {
            data: components["schemas"]["Key"][];
            /** @description Always null: nobody has so many keys. */
            next_cursor?: string | null;
        };
        /** @description The two halves of HTTP Basic authentication. */
        KeyPair: {
            password: string;
            username: string;
        };
        /** @description One secret as each API of this server takes it. Shown this once. */
        KeySecret: {
            /** @description Sent raw as `Authorization: …`. */
            api_key: string;
            /** @description Sent as `Authorization: Basic …`. */
            basic: components["schemas"]["KeyPair"];
            /** @description Sent as `Authorization: Bearer …`. */
            bearer: string;
            /** @description Signs requests; its UTF-8 bytes are the HMAC key. */
            hmac_secret: string;
            /** @description Sent as `X-Api-Key: …`. */
            x_api_key: string;
        };
        /** @description The user behind a key. */
        KeyUser: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        /** @description A name and a value, which may hold placeholders. */
        KeyValue: {
            key: string;
            value: string;
        };
        Keywords: string[];
        /** @description Kind of the answer. */
        Kind: {
            /** @enum {string} */
            type: "yes_no";
        } | {
            /** @enum {string} */
            type: "number";
            /** @description Shown beside it. */
            unit?: string | null;
        } | {
            /** @description All different. */
            options: components["schemas"]["Options"];
            /** @enum {string} */
            type: "choice";
        } | {
            /** @enum {string} */
            type: "text";
        };
        /** @description A knowledge base without its text. */
        KnowledgeBase: {
            /** @description The agents that may look things up in it; empty: all. */
            agent_ids: string[];
            /** Format: date-time */
            created_at: string;
            /** @description What it holds, in words. */
            description?: string | null;
            id: string;
            /** @description `faq`, `text`, `url` or any other word. */
            kind: string;
            name: string;
            /** @description How often the pages are read again: `manual`, or a number of hours, days or weeks, such as `12h`. */
            refresh: string;
            /**
             * Format: date-time
             * @description When its pages are to be read again; null: not by themselves.
             */
            refresh_at?: string | null;
            /** @description Whether anything of it can be found. */
            status: components["schemas"]["KnowledgeStatus"];
            title: string;
            /** Format: date-time */
            updated_at: string;
            /** @description Pages and documents that are read. */
            urls: string[];
        };
        /** @enum {string} */
        KnowledgeStatus: "active" | "inactive";
        /** @description A list. */
        List_Attempt: {
            /** @description The items. */
            data: {
                /** Format: int64 */
                duration_ms: number;
                /** @description Why it failed; null where it succeeded. */
                error?: string | null;
                id: string;
                /** @description Beginning of the answer, at most 20 kB. */
                response_body?: string | null;
                /**
                 * Format: int32
                 * @description HTTP status of the answer, if one came.
                 */
                response_status?: number | null;
                started_at: string;
            }[];
        };
        /** @description A list. */
        List_ChannelState: {
            /** @description The items. */
            data: {
                channel: components["schemas"]["DialogueChannel"];
                /** @description Whether dialogues can be held by it. */
                is_configured: boolean;
                /** @description The first setting that is missing for that; null where none is. */
                missing?: string | null;
            }[];
        };
        /** @description A list. */
        List_ConversationTrace: {
            /** @description The items. */
            data: {
                /** @description How many spans it has; fewer may be shown. */
                span_count: number;
                /** @description The first of them, in the order in which they began. */
                spans: components["schemas"]["ConversationSpan"][];
                /** @description 32 hexadecimal digits. */
                trace_id: string;
            }[];
        };
        /** @description A list. */
        List_DeadJob: {
            /** @description The items. */
            data: {
                /**
                 * Format: int32
                 * @description Attempts that were made.
                 */
                attempts: number;
                created_at: string;
                died_at: string;
                id: string;
                /** @description What was to be done, with the id of what it was to be done to. */
                job: unknown;
                /** @description Why the last one failed. */
                last_error?: string | null;
                queue: components["schemas"]["Queue"];
            }[];
        };
        /** @description A list. */
        List_DialectEventTypes: {
            /** @description The items. */
            data: {
                /** @description The API in whose shape events are told. */
                dialect: string;
                /** @description Its types. */
                event_types: string[];
            }[];
        };
        /** @description A list. */
        List_DialerConnection: {
            /** @description The items. */
            data: {
                /** @description E-mail addresses of users by the dialer's ids of its agents. */
                agents: {
                    [key: string]: string;
                };
                created_at: string;
                /** @description Who owns calls whose agent is no known user; null where such calls are refused. */
                default_owner_id?: string | null;
                dialer: components["schemas"]["Dialer"];
                id: string;
                /** @description Whether what comes has to be signed. */
                is_signed: boolean;
                /** @description Link to the call in the dialer. */
                link_template?: string | null;
                name: string;
                /** @description Whether workflows may run for its calls. */
                run_workflows: boolean;
                updated_at: string;
            }[];
        };
        /** @description A list. */
        List_DialogueMessage: {
            /** @description The items. */
            data: {
                /** @description What of the knowledge bases it rests on, as far as it still stands there. */
                citations: components["schemas"]["Citation"][];
                created_at: string;
                /** @description Why it got no further. */
                error?: string | null;
                id: string;
                /** @description Address of a picture or file that came along. */
                media_url?: string | null;
                /**
                 * Format: int64
                 * @description Its place in the dialogue, from 1 without gaps.
                 */
                position: number;
                sender: components["schemas"]["DialogueSender"];
                /** @description The name by which the provider, or Elemente's API, knows it. */
                sid: string;
                /** @description How far it has got. */
                status: components["schemas"]["DialogueMessageStatus"];
                text: string;
                /** @description The tools that the agent used before it said this, since it spoke last. */
                tool_invocations: components["schemas"]["ToolInvocation"][];
                /** @description When its status changed last. */
                updated_at: string;
            }[];
        };
        /** @description A list. */
        List_KnowledgeSource: {
            /** @description The items. */
            data: {
                /** @description Why it could not be read last time; null where it could. */
                error?: string | null;
                id: string;
                /** @description When it was read last with success; null where it never was. */
                read_at?: string | null;
                /** @description Its title, where it has one. */
                title?: string | null;
                /** @description Where it stands; null for the knowledge base's own text. */
                url?: string | null;
            }[];
        };
        /** @description A list. */
        List_KnownScope: {
            /** @description The items. */
            data: {
                /** @description What it grants. */
                description: string;
                /** @description As it is written in lists of scopes. */
                name: string;
            }[];
        };
        /** @description A list. */
        List_OAuthClient: {
            /** @description The items. */
            data: {
                /** @description As the program sends it. */
                client_id: string;
                /** @description Whether it has a secret. */
                confidential: boolean;
                /** Format: date-time */
                created_at: string;
                /** @description `authorization_code`, `client_credentials`, `refresh_token`. */
                grant_types: string[];
                /** Format: uuid */
                id: string;
                /** @description What users are told that it is called. */
                name: string;
                /** @description Where users may be sent back to. */
                redirect_uris: string[];
                /** @description The most that its tokens may do. */
                scopes: string[];
                /** Format: date-time */
                updated_at: string;
                /**
                 * Format: uuid
                 * @description The user for whom it acts when it asks for itself.
                 */
                user_id?: string | null;
            }[];
        };
        /** @description A list. */
        List_QualityCriterion: {
            /** @description The items. */
            data: {
                /**
                 * Format: double
                 * @description Of the notes, 0 to 100, rounded to one decimal; null where there are none.
                 */
                average_note?: number | null;
                /** @description Its id in the scorecards. */
                criterion_id: string;
                /**
                 * Format: int64
                 * @description How often a person decided.
                 */
                decided: number;
                /** @description Its name; the id where no scorecard has it any more. */
                name: string;
                /**
                 * Format: int64
                 * @description How often the question does not arise.
                 */
                not_applicable: number;
                /**
                 * Format: int64
                 * @description Of these, how often it was passed.
                 */
                passed: number;
                /**
                 * Format: int64
                 * @description How often it has a note.
                 */
                scored: number;
                /**
                 * Format: int64
                 * @description How often the engine is unsure and nobody has decided.
                 */
                undecided: number;
            }[];
        };
        /** @description A list. */
        List_QualityGroup: {
            /** @description The items. */
            data: (components["schemas"]["QualityNumbers"] & {
                /** @description Key of the campaign or call center; the person's name. */
                key: string;
                /** @description Its name for people. */
                name: string;
            })[];
        };
        /** @description A list. */
        List_QualityStep: {
            /** @description The items. */
            data: (components["schemas"]["QualityNumbers"] & {
                /**
                 * Format: date
                 * @description Its first day, in UTC. Weeks begin on Monday.
                 */
                date: string;
            })[];
        };
        /** @description A list. */
        List_Review: {
            /** @description The items. */
            data: {
                after?: components["schemas"]["CriterionAnswer"] | null;
                before?: components["schemas"]["CriterionAnswer"] | null;
                by: components["schemas"]["ReviewActor"];
                created_at: string;
                /** @description Null for the whole. */
                criterion_id?: string | null;
                id: string;
                kind: components["schemas"]["ReviewKind"];
                /** @description Why; empty where nobody said. */
                reason: string;
            }[];
        };
        /** @description A list. */
        List_Scorecard: {
            /** @description The items. */
            data: {
                created_at: string;
                /** @description What it is for. */
                description?: string | null;
                id: string;
                /** @description Whether new projects use it where they name none; exactly one of the workspace does. */
                is_default: boolean;
                name: string;
                updated_at: string;
                /**
                 * Format: int64
                 * @description The newest version, from 1.
                 */
                version: number;
            }[];
        };
        /** @description A list. */
        List_ScorecardVersion: {
            /** @description The items. */
            data: {
                created_at: string;
                /**
                 * Format: int64
                 * @description From 1, without gaps.
                 */
                number: number;
                scorecard_id: string;
                sections: components["schemas"]["ScorecardSection"][];
            }[];
        };
        /** @description A list. */
        List_Share: {
            /** @description The items. */
            data: {
                conversation_id: string;
                created_at: string;
                /** @description Null where a key without a user made it. */
                created_by?: string | null;
                /** @description From when on it shows nothing. */
                expires_at: string;
                id: string;
                /** @description Whether the recordings may be heard, too. */
                with_recording: boolean;
            }[];
        };
        /** @description A list. */
        List_SignalDefinition: {
            /** @description The items. */
            data: {
                created_at: string;
                /** @description Whether it is asked of new conversations. */
                enabled: boolean;
                /** @description What counts and what does not. */
                guidance?: string | null;
                id: string;
                /** @description Words and phrases that point to it. */
                keywords: string[];
                kind: components["schemas"]["Kind"];
                /** @description Short stable name, such as `pricing_discussed`. */
                name: string;
                /** @description The question in full. */
                question: string;
                updated_at: string;
            }[];
        };
        /** @description A list. */
        List_Tag: {
            /** @description The items. */
            data: {
                /** @description Whether it is given automatically. */
                auto_tagging_enabled: boolean;
                created_at: string;
                /** @description What it is for; automatic tagging goes by it. */
                description?: string | null;
                /** @description `#RRGGBB`. */
                hex_color?: string | null;
                id: string;
                name: string;
                updated_at: string;
            }[];
        };
        /** @description A list. */
        List_TranscriptRevision: {
            /** @description The items. */
            data: {
                /** @description Whether it differs from what was heard or brought along: an original that was restored does not. */
                is_edited: boolean;
                /** @description Whether no person made it. */
                is_original: boolean;
                made_at: string;
                /** @description The user who made it; null where no person did, or a key without a user. */
                made_by?: string | null;
                /**
                 * Format: int64
                 * @description Its number, from 1.
                 */
                revision: number;
                /** @description What people changed, in a few words; null for what was heard, brought along or written down as it is. */
                summary?: string | null;
            }[];
        };
        /** @description A list. */
        List_Webhook: {
            /** @description The items. */
            data: {
                created_at: string;
                description?: string | null;
                /** @description The API whose events it gets, in that API's shape. */
                dialect: string;
                disabled_reason?: components["schemas"]["DisabledReason"] | null;
                /** @description Whether anything is sent to it. */
                enabled: boolean;
                /** @description Types that it gets; empty for all. */
                event_types: string[];
                /** @description Since when everything sent to it has failed. */
                failing_since?: string | null;
                /** @description Names of the headers that are sent along. Their values may be secrets and are never shown: all are null. */
                headers: {
                    [key: string]: string | null;
                };
                id: string;
                /** @description Until when the secret before the present one signs, too. */
                previous_secret_until?: string | null;
                updated_at: string;
                url: string;
            }[];
        };
        /** @description A list. */
        List_Workflow: {
            /** @description The items. */
            data: {
                actions: components["schemas"]["Action"][];
                /**
                 * Format: date-time
                 * @description It runs for conversations that were accepted from then on.
                 */
                active_since: string;
                /** Format: date-time */
                created_at: string;
                /** @description Whether it runs. */
                enabled: boolean;
                /** @description For which conversations. */
                filter: components["schemas"]["Filter"];
                id: string;
                name: string;
                /** Format: date-time */
                updated_at: string;
                when: components["schemas"]["When"];
            }[];
        };
        /** @description A list. */
        List_WorkflowRun: {
            /** @description The items. */
            data: {
                /** @description What became of each action, in order. */
                actions: components["schemas"]["ActionLog"][];
                /**
                 * Format: int32
                 * @description Attempts ended so far.
                 */
                attempts: number;
                conversation_id: string;
                /** Format: date-time */
                created_at: string;
                /** @description Why nothing more was done, where that was so. */
                error?: string | null;
                id: string;
                /**
                 * Format: date-time
                 * @description When the next one is due; null where the run is over.
                 */
                next_attempt_at?: string | null;
                status: components["schemas"]["RunStatus"];
                /** Format: date-time */
                updated_at: string;
                workflow_id: string;
            }[];
        };
        /** @description A conversation as people look through them. */
        ListedConversation: components["schemas"]["Conversation"] & {
            /**
             * Format: double
             * @description The mean of its evaluations that count, 0 to 100; null where there are none, and without `evaluations:read`.
             */
            note?: number | null;
            /** @description The first four of those who took part. */
            participants: components["schemas"]["ListedPerson"][];
            /**
             * Format: double
             * @description How people felt, -1 to 1; null until that is known.
             */
            sentiment_overall?: number | null;
            /**
             * Format: int64
             * @description Steps that were given up.
             */
            stages_failed: number;
            /**
             * Format: int64
             * @description Steps of the processing that have not ended.
             */
            stages_open: number;
            /** @description Its tags, in their order. */
            tags: components["schemas"]["ListedTag"][];
        };
        ListedPerson: {
            name?: string | null;
            role: components["schemas"]["ParticipantRole"];
        };
        ListedTag: {
            id: string;
            name: string;
        };
        /** @description The credential and who is behind it. */
        Me: {
            credential: components["schemas"]["MyCredential"];
            user?: components["schemas"]["MyUser"] | null;
            workspace_id: string;
        };
        MyCredential: {
            /** Format: date-time */
            created_at: string;
            id: string;
            name: string;
            scopes: string[];
        };
        /** @description A user. */
        MyUser: {
            email: string;
            id: string;
            name: string;
            role: components["schemas"]["UserRole"];
        };
        /** @description A key with its spellings: only in the answer to its creation. */
        NewKey: components["schemas"]["Key"] & {
            secret: components["schemas"]["KeySecret"];
        };
        /** @description A link that was just made. */
        NewShare: components["schemas"]["Share"] & {
            /** @description The page that shows the conversation to whoever has this address: told once. */
            url: string;
        };
        /** @description What a dialer told. */
        NotedEvent: {
            agent: components["schemas"]["CallParty"];
            /** @description The dialer's id of the call; null where the event named none. */
            call_id?: string | null;
            /** @description What the call has become. */
            conversation_id?: string | null;
            direction?: components["schemas"]["CallDirection"] | null;
            /** Format: date-time */
            ended_at?: string | null;
            /** @description In the dialer's spelling. */
            event_type: string;
            id: string;
            kind: components["schemas"]["CallEventKind"];
            lead: components["schemas"]["CallParty"];
            /**
             * Format: date-time
             * @description When it came last.
             */
            received_at: string;
            recording_url?: string | null;
            /** Format: int64 */
            seconds?: number | null;
            /** Format: date-time */
            started_at?: string | null;
        };
        /** @description A part of what was told. */
        NotedEventPage: {
            /** @description Newest first. */
            data: components["schemas"]["NotedEvent"][];
            /** @description `before` of the next part; null where this is the last. */
            next_before?: string | null;
        };
        /** @description A program that asks for tokens, without its secret. */
        OAuthClient: {
            /** @description As the program sends it. */
            client_id: string;
            /** @description Whether it has a secret. */
            confidential: boolean;
            /** Format: date-time */
            created_at: string;
            /** @description `authorization_code`, `client_credentials`, `refresh_token`. */
            grant_types: string[];
            /** Format: uuid */
            id: string;
            /** @description What users are told that it is called. */
            name: string;
            /** @description Where users may be sent back to. */
            redirect_uris: string[];
            /** @description The most that its tokens may do. */
            scopes: string[];
            /** Format: date-time */
            updated_at: string;
            /**
             * Format: uuid
             * @description The user for whom it acts when it asks for itself.
             */
            user_id?: string | null;
        };
        /** @description A program with its secret: only in answers to creation and rotation. */
        OAuthClientWithSecret: components["schemas"]["OAuthClient"] & {
            /** @description Shown this once; null for a public client. */
            client_secret?: string | null;
        };
        /** @description A part of a list. */
        Onward_Agent: {
            /** @description The rows, the newest first. */
            data: {
                /** @description Ids of the actions that it may run. */
                actions: string[];
                allow_interruption?: boolean | null;
                /** Format: double */
                allowed_idle_seconds?: number | null;
                /** @description What it is told to do where the skill says nothing: a template. */
                base_instructions?: string | null;
                /** @description How it behaves in a dialogue, what was not set included. */
                behaviour: components["schemas"]["AgentBehaviour"];
                capabilities?: string[] | null;
                check_human_presence?: boolean | null;
                /** Format: int32 */
                check_human_presence_count?: number | null;
                created_at: string;
                cutoff_responses?: string[] | null;
                /** @description The e-mail address from which it writes. */
                email?: string | null;
                enable_cutoff_responses?: boolean | null;
                end_call_on_goodbye?: boolean | null;
                filler_words?: string[] | null;
                functionality?: string | null;
                /** @description Ids of further actions, which clients tell apart from the former. */
                global_actions: string[];
                goodbye_phrases?: string[] | null;
                id: string;
                image_url?: string | null;
                inbound_capability?: string | null;
                interaction_settings?: Record<string, never> | null;
                interruption_sensitivity?: components["schemas"]["Sensitivity"] | null;
                /** @description One that is not active begins no dialogue and answers none. */
                is_active: boolean;
                is_inbound?: boolean | null;
                /** @description Its job, in words. */
                job_descriptions?: string | null;
                kind?: components["schemas"]["AgentKind"] | null;
                /** @description BCP 47. */
                language?: string | null;
                lastname?: string | null;
                lead_qualification?: string | null;
                model_name?: string | null;
                model_provider?: string | null;
                name?: string | null;
                nickname?: string | null;
                optimize_streaming_latency?: boolean | null;
                /** @description The number from which it calls and writes, E.164. */
                phone?: string | null;
                /** @description Its role, in words. */
                role_text?: string | null;
                send_filler_words?: boolean | null;
                send_initial_message?: boolean | null;
                /** @description Id or name of the skill that it has where nobody names one. */
                skill?: string | null;
                /** @description Ids of its skills. */
                skills: string[];
                /** @description By what name it introduces itself: name, else nickname, else last name. */
                spoken_name: string;
                /**
                 * Format: double
                 * @description How freely the language model chooses words: 0 to 2.
                 */
                temperature?: number | null;
                updated_at: string;
                voice_id?: string | null;
                /**
                 * Format: double
                 * @description 0.25 to 4.
                 */
                voice_speed?: number | null;
                /**
                 * Format: double
                 * @description 0 to 1.
                 */
                voice_stability?: number | null;
            }[];
            /** @description Asks for the next page; null on the last. */
            next_cursor?: string | null;
        };
        /** @description A part of a list. */
        Onward_AgentAction: {
            /** @description The rows, the newest first. */
            data: {
                created_at: string;
                /** @description When to use it. */
                description?: string | null;
                headers: components["schemas"]["KeyValue"][];
                id: string;
                /** @description What the agent has to find out. */
                input_variables: components["schemas"]["InputVariable"][];
                method?: components["schemas"]["ActionMethod"] | null;
                name?: string | null;
                /** @description Each replaces what the address says under its name. */
                query_params: components["schemas"]["KeyValue"][];
                /** @description The name under which agents call it. */
                tool_name: string;
                updated_at: string;
                /** @description With `{name}` for what the agent found out and `{{name}}` for a secret of the server's. Without one it cannot run. */
                url?: string | null;
                /** @description Said while the request runs. */
                waiting_message?: string | null;
            }[];
            /** @description Asks for the next page; null on the last. */
            next_cursor?: string | null;
        };
        /** @description A part of a list. */
        Onward_Dialogue: {
            /** @description The rows, the newest first. */
            data: {
                /** @description Our e-mail address. */
                agent_email?: string | null;
                agent_id: string;
                /** @description By what name the agent introduces itself. */
                agent_name: string;
                /** @description Our number, E.164. */
                agent_phone?: string | null;
                channel: components["schemas"]["DialogueChannel"];
                created_at: string;
                customer: components["schemas"]["DialogueCustomer"];
                /** @description Who began it, seen from the agent. */
                direction: components["schemas"]["CallDirection"];
                ended_at?: string | null;
                /** @description Why it is over, where that needs words. */
                ended_reason?: string | null;
                id: string;
                /** @description Where it came in, where the customer began it. */
                inbound_route_id?: string | null;
                /** @description Whether somebody tries the agent in it. */
                is_test: boolean;
                /** @description In what language the agent speaks, BCP 47. */
                language?: string | null;
                /**
                 * Format: int64
                 * @description How many messages it has: the position of the last one.
                 */
                message_count: number;
                /** @description What somebody noted. */
                note?: string | null;
                /** @description What the agent does; null where its own instructions hold. */
                skill_id?: string | null;
                /** @description When it began to be held. */
                started_at?: string | null;
                /** @description How far it is. */
                status: components["schemas"]["DialogueStatus"];
                updated_at: string;
            }[];
            /** @description Asks for the next page; null on the last. */
            next_cursor?: string | null;
        };
        /** @description A part of a list. */
        Onward_KnowledgeBase: {
            /** @description The rows, the newest first. */
            data: {
                /** @description The agents that may look things up in it; empty: all. */
                agent_ids: string[];
                created_at: string;
                /** @description What it holds, in words. */
                description?: string | null;
                id: string;
                /** @description `faq`, `text`, `url` or any other word. */
                kind: string;
                name: string;
                /** @description How often the pages are read again: `manual`, or a number of hours, days or weeks, such as `12h`. */
                refresh: string;
                /** @description When its pages are to be read again; null: not by themselves. */
                refresh_at?: string | null;
                /** @description Whether anything of it can be found. */
                status: components["schemas"]["KnowledgeStatus"];
                title: string;
                updated_at: string;
                /** @description Pages and documents that are read. */
                urls: string[];
            }[];
            /** @description Asks for the next page; null on the last. */
            next_cursor?: string | null;
        };
        /** @description A part of a list. */
        Onward_Skill: {
            /** @description The rows, the newest first. */
            data: {
                created_at: string;
                /** @description What it is for. */
                description?: string | null;
                id: string;
                /** @description The first thing that the agent says: a template. */
                initial_message?: string | null;
                /** @description No dialogue begins with one that is not. */
                is_active: boolean;
                /** @description BCP 47. */
                language?: string | null;
                name: string;
                /** @description What the agent is to do: a template. Where it is null the agent's own instructions hold. */
                prompt?: string | null;
                /** @description Kept for clients. */
                routing_conditions: Record<string, never>;
                updated_at: string;
            }[];
            /** @description Asks for the next page; null on the last. */
            next_cursor?: string | null;
        };
        /** @description A chat in which an agent is tried. */
        OpenTestChat: {
            customer?: components["schemas"]["GivenCustomer"] | null;
            override?: components["schemas"]["GivenOverride"] | null;
            /** @description What the agent does. Where it is left out: the agent's own skill, else its own instructions. */
            skill_id?: string | null;
        };
        /** @description A visitor who wants to chat. */
        OpenWebchatSession: {
            /** @description The visitor's e-mail address, where the page knows it. */
            email?: string | null;
            /** @description The visitor's language, BCP 47. */
            language?: string | null;
            /** @description The visitor's name, where the page knows it. */
            name?: string | null;
            /** @description Id of the inbound route that answers. */
            route_id: string;
        };
        Options: string[];
        /** @description The numbers of conversations over a time. Each is one that the list of conversations has when it is narrowed likewise. */
        Overview: {
            from: string;
            granularity: components["schemas"]["OverviewStep"];
            /** @description The numbers of each step, oldest first, also of those without conversations. */
            series: components["schemas"]["OverviewPoint"][];
            /** @description Questions that were answered with anything but no, by how often, at most 50. */
            signals: components["schemas"]["OverviewSignal"][];
            /** @description Tags by how many conversations have them, at most 50. */
            tags: components["schemas"]["OverviewTag"][];
            /** @description Where days begin: the workspace's time zone. */
            time_zone: string;
            to: string;
            /** @description The numbers of all. */
            totals: components["schemas"]["OverviewNumbers"];
        };
        /** @description The numbers of some conversations. */
        OverviewNumbers: {
            /**
             * Format: double
             * @description The mean of the notes of their evaluations that count, 0 to 100; null where there are none.
             */
            average_note?: number | null;
            /**
             * Format: int64
             * @description How many.
             */
            conversations: number;
            /**
             * Format: double
             * @description How long they were together.
             */
            hours: number;
            /**
             * Format: double
             * @description Of those of which it is known how people felt, the share in which they felt bad, 0 to 1; null where there are none.
             */
            negative_share?: number | null;
            /**
             * Format: int64
             * @description What was undertaken and is still to be done.
             */
            open_action_items: number;
            /**
             * Format: double
             * @description How long customers waited for an answer: the median of the conversations' medians; null where it was not measured.
             */
            response_latency_p50_ms?: number | null;
            /**
             * Format: int64
             * @description Answers to questions that are not no.
             */
            signals_found: number;
            /**
             * Format: double
             * @description The mean of the agents' shares of all speech, 0 to 1; null where it was not measured.
             */
            talk_ratio_agent?: number | null;
        };
        /** @description The numbers of a step. */
        OverviewPoint: components["schemas"]["OverviewNumbers"] & {
            /**
             * Format: date
             * @description The day on which it begins. Weeks begin on Monday.
             */
            date: string;
            /** @description Conversations begun then or later… */
            from: string;
            /** @description …and before. */
            to: string;
        };
        OverviewSignal: {
            /**
             * Format: int64
             * @description Conversations.
             */
            count: number;
            definition_id: string;
            name: string;
        };
        /** @enum {string} */
        OverviewStep: "day" | "week" | "month";
        OverviewTag: {
            /**
             * Format: int64
             * @description Conversations.
             */
            count: number;
            name: string;
            tag_id: string;
        };
        /** @description A page of a list that is read by page numbers. */
        Paged_CallCenter: {
            /** @description The rows of the page. */
            data: {
                created_at: string;
                /** @description By which it is referred to. */
                key: string;
                /** @description The key where nobody gave one. */
                name: string;
                updated_at: string;
            }[];
            /**
             * Format: int64
             * @description The page, from 1.
             */
            page: number;
            /**
             * Format: int64
             * @description Rows of each page.
             */
            page_size: number;
            /**
             * Format: int64
             * @description Rows of the whole list.
             */
            total: number;
        };
        /** @description A page of a list that is read by page numbers. */
        Paged_Campaign: {
            /** @description The rows of the page. */
            data: {
                /** @description Over what, in a free word: `Voice` where nobody said otherwise. */
                channel: string;
                created_at: string;
                /** @description What it is for. */
                description?: string | null;
                /** @description When it ends, where that is known. */
                ends_at?: string | null;
                /** @description By which it is referred to. */
                key: string;
                kind: components["schemas"]["CampaignKind"];
                /** @description The key where nobody gave one. */
                name: string;
                /** @description When it begins, where that is known. */
                starts_at?: string | null;
                status: components["schemas"]["CampaignStatus"];
                updated_at: string;
            }[];
            /**
             * Format: int64
             * @description The page, from 1.
             */
            page: number;
            /**
             * Format: int64
             * @description Rows of each page.
             */
            page_size: number;
            /**
             * Format: int64
             * @description Rows of the whole list.
             */
            total: number;
        };
        /** @description A page of a list that is read by page numbers. */
        Paged_DoNotContact: {
            /** @description The rows of the page. */
            data: {
                /** @description The number (E.164) or e-mail address, lower case. */
                address: string;
                /** @description Since when. */
                created_at: string;
                /** @description Why: `opted out by sms`, or what an operator wrote. */
                reason?: string | null;
            }[];
            /**
             * Format: int64
             * @description The page, from 1.
             */
            page: number;
            /**
             * Format: int64
             * @description Rows of each page.
             */
            page_size: number;
            /**
             * Format: int64
             * @description Rows of the whole list.
             */
            total: number;
        };
        /** @description A page of a list that is read by page numbers. */
        Paged_Evaluation: {
            /** @description The rows of the page. */
            data: {
                /** @description The file that the conversation was made of; null where it came in another way. */
                audio_file_id?: string | null;
                /**
                 * Format: double
                 * @description The plain mean of the notes, 0 to 100; null until it is completed, and where there are none.
                 */
                average_note?: number | null;
                /** @description Key of the call center. */
                call_center?: string | null;
                /** @description Key of the campaign. */
                campaign?: string | null;
                /** @description When its results were stored. */
                completed_at?: string | null;
                conversation_id: string;
                created_at: string;
                /**
                 * Format: double
                 * @description Once known.
                 */
                duration_seconds?: number | null;
                /** @description Why it was given up; null where it was not. */
                error?: string | null;
                /** @description The person whose work it shows. */
                executive_name?: string | null;
                id: string;
                /** @description Whether a program spoke for the organisation. */
                is_ai_call: boolean;
                /** @description Whether a critical criterion was failed; null until it is completed. */
                is_auto_failed?: boolean | null;
                /** @description Whether it is the newest of its conversation within its project: only such count in numbers over many. */
                is_current: boolean;
                /** @description Whether the conversation is private. */
                is_private: boolean;
                /** @description Name of the file, or title of the conversation. */
                name: string;
                project_id: string;
                project_name: string;
                /** @description When it was recorded, or began. */
                recorded_at: string;
                /**
                 * Format: double
                 * @description The weighted score, 0 to 100, and 0 where a critical criterion was failed; null as `average_note` is.
                 */
                score?: number | null;
                scorecard_id: string;
                /**
                 * Format: int64
                 * @description In which version.
                 */
                scorecard_version: number;
                sentiment?: components["schemas"]["Feeling"] | null;
                state: components["schemas"]["EvaluationState"];
                /**
                 * Format: int32
                 * @description Criteria of which the engine is unsure and that nobody has decided; null until it is completed.
                 */
                undecided?: number | null;
                updated_at: string;
            }[];
            /**
             * Format: int64
             * @description The page, from 1.
             */
            page: number;
            /**
             * Format: int64
             * @description Rows of each page.
             */
            page_size: number;
            /**
             * Format: int64
             * @description Rows of the whole list.
             */
            total: number;
        };
        /** @description A page of a list that is read by page numbers. */
        Paged_InboundRoute: {
            /** @description The rows of the page. */
            data: {
                /** @description The number (E.164) or e-mail address that is called or written to; null for a webchat. */
                address?: string | null;
                /** @description Who answers. */
                agent_id: string;
                /** @description Origins (`https://shop.example`) whose pages may open a webchat; empty: any. */
                allowed_origins: string[];
                channel: components["schemas"]["DialogueChannel"];
                created_at: string;
                /** @description Of a webchat it is public: pages name it. */
                id: string;
                /** @description One that is not active is not answered at. */
                is_active: boolean;
                /** @description Doing what. */
                skill_id: string;
                updated_at: string;
            }[];
            /**
             * Format: int64
             * @description The page, from 1.
             */
            page: number;
            /**
             * Format: int64
             * @description Rows of each page.
             */
            page_size: number;
            /**
             * Format: int64
             * @description Rows of the whole list.
             */
            total: number;
        };
        /** @description A page of a list that is read by page numbers. */
        Paged_Project: {
            /** @description The rows of the page. */
            data: {
                created_at: string;
                /** @description What it is for. */
                description?: string | null;
                /**
                 * Format: int64
                 * @description How many evaluations it has; those of private conversations count with `engagements:private:read` only.
                 */
                evaluation_count: number;
                id: string;
                /** @description What kind of project, in its maker's words. */
                kind: string;
                name: string;
                review_rules: components["schemas"]["ReviewRules"];
                /** @description What its conversations are scored by. */
                scorecard_id: string;
                /** @description How far it is, in its maker's words; `active` at first. */
                status: string;
                updated_at: string;
            }[];
            /**
             * Format: int64
             * @description The page, from 1.
             */
            page: number;
            /**
             * Format: int64
             * @description Rows of each page.
             */
            page_size: number;
            /**
             * Format: int64
             * @description Rows of the whole list.
             */
            total: number;
        };
        /** @description A page of a list that is read by page numbers. */
        Paged_QueuedEvaluation: {
            /** @description The rows of the page. */
            data: {
                evaluation: components["schemas"]["Evaluation"];
                /** @description Why it waits. */
                reasons: components["schemas"]["QueueReason"][];
                /**
                 * Format: date-time
                 * @description Since when.
                 */
                waiting_since: string;
            }[];
            /**
             * Format: int64
             * @description The page, from 1.
             */
            page: number;
            /**
             * Format: int64
             * @description Rows of each page.
             */
            page_size: number;
            /**
             * Format: int64
             * @description Rows of the whole list.
             */
            total: number;
        };
        /** @description One who took part. */
        Participant: {
            contact_id?: string | null;
            /** @description Needs `contacts:read`. */
            email?: string | null;
            id: string;
            is_owner: boolean;
            name?: string | null;
            /** @description Needs `contacts:read`. */
            phone?: string | null;
            role: components["schemas"]["ParticipantRole"];
            user_id?: string | null;
        };
        /** @enum {string} */
        ParticipantRole: "agent" | "customer" | "other";
        /** @description Who wants a link. */
        PasswordReset: {
            /** @description E-mail address, in any case. */
            email: string;
        };
        /** @description A new password, by the word of a link. */
        PasswordResetConfirmation: {
            password: string;
            /** @description What stands behind `#` in the link. */
            token: string;
        };
        /**
         * @description What a text is.
         * @enum {string}
         */
        PlaceName: "title" | "person" | "address" | "speaker" | "transcript";
        /** @description For which conversation. */
        PreviewWorkflow: {
            /** @description Any spelling of its id. */
            conversation_id: string;
        };
        /** @enum {string} */
        ProcessingStatus: "pending" | "processing" | "completed" | "failed";
        /** @description A project. */
        Project: {
            /** Format: date-time */
            created_at: string;
            /** @description What it is for. */
            description?: string | null;
            /**
             * Format: int64
             * @description How many evaluations it has; those of private conversations count with `engagements:private:read` only.
             */
            evaluation_count: number;
            id: string;
            /** @description What kind of project, in its maker's words. */
            kind: string;
            name: string;
            review_rules: components["schemas"]["ReviewRules"];
            /** @description What its conversations are scored by. */
            scorecard_id: string;
            /** @description How far it is, in its maker's words; `active` at first. */
            status: string;
            /** Format: date-time */
            updated_at: string;
        };
        /** @description How many were put back. */
        PutBack: {
            put_back: number;
        };
        /** @description Somebody whom no agent may write to or call from now on. */
        PutDoNotContact: {
            /** @description The number or e-mail address. */
            address: string;
            /** @description Why. */
            reason?: string | null;
        };
        /** @description The numbers of some evaluations. Averages are rounded to one decimal, and null where nothing has such a number. */
        QualityNumbers: {
            /**
             * Format: int64
             * @description Of all, those where a program spoke for the organisation.
             */
            ai_calls: number;
            /**
             * Format: int64
             * @description That failed a critical criterion.
             */
            auto_failed: number;
            /**
             * Format: double
             * @description Of the lengths.
             */
            average_duration_seconds?: number | null;
            /**
             * Format: double
             * @description Of the average notes, 0 to 100.
             */
            average_note?: number | null;
            /**
             * Format: double
             * @description Of the weighted scores, 0 to 100.
             */
            average_score?: number | null;
            /**
             * Format: int64
             * @description With results.
             */
            completed: number;
            /**
             * Format: int64
             * @description Given up.
             */
            failed: number;
            /**
             * Format: int64
             * @description Waiting or at work.
             */
            pending: number;
            /** @description How people felt. */
            sentiment: components["schemas"]["SentimentCounts"];
            /**
             * Format: int64
             * @description All.
             */
            total: number;
        };
        /** @description The numbers of all evaluations that satisfy the filter. */
        QualitySummary: components["schemas"]["QualityNumbers"] & {
            /**
             * Format: date-time
             * @description As asked for, else when the first of them was recorded; null where there is none.
             */
            from?: string | null;
            /**
             * Format: date-time
             * @description As asked for, else when the last of them was recorded; null where there is none.
             */
            until?: string | null;
        };
        /** @enum {string} */
        Queue: "transcribe" | "insight" | "deliver" | "workflow" | "fetch" | "metric" | "evaluate" | "export" | "converse" | "send" | "call";
        /** @enum {string} */
        QueueReason: "unsure" | "auto_failed" | "disputed" | "below_threshold" | "sample";
        /** @description A queue of jobs, of all workspaces. */
        QueueState: {
            /**
             * Format: int64
             * @description For how long the one that waits longest has been due; null where none waits.
             */
            oldest_waiting_seconds?: number | null;
            queue: components["schemas"]["Queue"];
            /**
             * Format: int64
             * @description A worker has them.
             */
            running: number;
            /**
             * Format: int64
             * @description Due, and not taken yet.
             */
            waiting: number;
        };
        /**
         * @description Who of a conversation gets a recap.
         * @enum {string}
         */
        RecapReader: "participants" | "owner";
        /** @description A recording. */
        Recording: {
            /**
             * Format: int32
             * @description Once decoded.
             */
            channels?: number | null;
            /**
             * Format: double
             * @description Once decoded.
             */
            duration_seconds?: number | null;
            id: string;
            /** @description By content, such as `audio/mpeg`. */
            media_type: string;
            /** @description Downloads it without a credential for 15 minutes, in ranges too. */
            media_url: string;
            /** @description Lower-case hexadecimal. */
            sha256: string;
            /** Format: int64 */
            size_bytes: number;
            /** @description Once decoded: `{"bucket_seconds", "channels": [[0 to 255, …], …]}`, the peaks of each channel. */
            waveform?: unknown;
        };
        /** @description From when. */
        RecoverSince: {
            since: components["schemas"]["InstantText"];
        };
        /** @description How much is sent again. */
        Recovered: {
            /** @description Deliveries that were given up and are on their way again. */
            resent: number;
        };
        Reference: string | number;
        /** @description Who did something. */
        ReviewActor: {
            /** @description The key. */
            credential_id: string;
            /** @description The user behind it; null where there is none. */
            user_id?: string | null;
        };
        /** @description What a person says of some criteria of an evaluation. */
        ReviewEvaluation: {
            /** @description All of them count, or none. */
            verdicts: components["schemas"]["CriterionVerdict"][];
        };
        /** @enum {string} */
        ReviewKind: "confirm" | "override" | "dispute" | "close";
        /**
         * @description Which evaluations a person should look at, beside those with unsure or disputed criteria and those that failed a
         *     critical one.
         */
        ReviewRules: {
            /**
             * Format: double
             * @description Those with a score below this; null looks at no score.
             */
            below_score: number | null;
            /**
             * Format: double
             * @description So many of a hundred, drawn by chance.
             */
            sample_percent: number;
        };
        /**
         * @description How far something is.
         * @enum {string}
         */
        RunStatus: "pending" | "done" | "failed" | "skipped";
        /** @description The samples that are there now. */
        SampleConversations: {
            /** @description Without those that were deleted since they were taken in: they stay away. */
            conversation_ids: string[];
        };
        /** @enum {string} */
        ScopeName: "actions:read" | "actions:write" | "agents:read" | "agents:write" | "analytics:export" | "analytics:read" | "audio:download" | "audio:read" | "audio:write" | "billing:read" | "calls:read" | "calls:write" | "campaigns:read" | "campaigns:write" | "companies:read" | "companies:write" | "contacts:read" | "contacts:write" | "conversations:read" | "engagements:read" | "engagements:private:read" | "engagements:write" | "engagements:private:write" | "evaluations:dispute" | "evaluations:read" | "evaluations:review" | "evaluations:write" | "knowledge:read" | "knowledge:write" | "metrics:read" | "metrics:write" | "recordings:read" | "skills:read" | "skills:write" | "tags:read" | "tags:write" | "transcript_timelines:read" | "transcript_comments:read" | "transcript_comments:write" | "usage:read" | "users:read" | "voice:read" | "webhooks:manage" | "webhooks:read" | "webhooks:write";
        /** @description A scorecard without its criteria. */
        Scorecard: {
            /** Format: date-time */
            created_at: string;
            /** @description What it is for. */
            description?: string | null;
            id: string;
            /** @description Whether new projects use it where they name none; exactly one of the workspace does. */
            is_default: boolean;
            name: string;
            /** Format: date-time */
            updated_at: string;
            /**
             * Format: int64
             * @description The newest version, from 1.
             */
            version: number;
        };
        /** @description Something that a conversation is scored by. */
        ScorecardCriterion: {
            /** @description How to decide: what counts and what does not. */
            guidance?: string | null;
            /**
             * Format: int64
             * @description The best place of a scale, 1 to 10 above the worst. Only with the kind `scale`, and required there.
             */
            highest?: number | null;
            /** @description Unique in the scorecard and the same in all versions. */
            id: string;
            /** @description Whether failing it fails the conversation, whose score is then 0; false where it is left out. */
            is_critical?: boolean;
            kind: components["schemas"]["CriterionKind"];
            /**
             * Format: int64
             * @description The worst place of a scale. Only with the kind `scale`, and required there.
             */
            lowest?: number | null;
            /** @description A few words for a table. */
            name: string;
            /** @description When the question does not arise, in words; null where it always does. */
            not_applicable_when?: string | null;
            /** @description The answers of a choice, with different labels. Only with the kind `choice`, and required there. */
            options?: components["schemas"]["ScorecardOption"][] | null;
            /** @description The question that is asked of the conversation. */
            question: string;
            /**
             * Format: double
             * @description How much it counts in the score; 1 where it is left out.
             */
            weight?: number;
        };
        /** @description An answer of a choice. */
        ScorecardOption: {
            /** @description The answer. */
            label: string;
            /**
             * Format: double
             * @description What it is worth.
             */
            points: number;
        };
        /** @description Criteria that belong together. */
        ScorecardSection: {
            /** @description In their order; all sections together have at most 100. */
            criteria: components["schemas"]["ScorecardCriterion"][];
            /** @description Its title. */
            name: string;
        };
        /** @description One state of a scorecard's criteria; it never changes. */
        ScorecardVersion: {
            /** Format: date-time */
            created_at: string;
            /**
             * Format: int64
             * @description From 1, without gaps.
             */
            number: number;
            scorecard_id: string;
            sections: components["schemas"]["ScorecardSection"][];
        };
        /** @description A scorecard with the criteria of its newest version. */
        ScorecardWithSections: components["schemas"]["Scorecard"] & {
            sections: components["schemas"]["ScorecardSection"][];
        };
        /** @description A conversation that has all the words. */
        SearchHit: {
            conversation: components["schemas"]["Conversation"];
            /** @description Where the words stand; of what was said the five entries with the most of them. */
            places: components["schemas"]["SearchPlace"][];
        };
        /** @description Conversations that have all the words. */
        SearchPage: {
            /**
             * @description Newest first. May be fewer than asked for, even none, beside a `next_cursor`: a page looks at a bounded number
             *     of conversations.
             */
            data: components["schemas"]["SearchHit"][];
            /** @description With what the search goes on; null at the end. */
            next_cursor?: string | null;
        };
        /** @description A place where words stand. */
        SearchPlace: {
            /**
             * Format: int32
             * @description Number of the transcript's entry; null elsewhere.
             */
            entry_id?: number | null;
            /** @description Where the words stand in `text`. */
            highlights: components["schemas"]["Highlight"][];
            in: components["schemas"]["PlaceName"];
            /**
             * Format: int32
             * @description Position in the transcript's speakers; null outside the transcript.
             */
            speaker_index?: number | null;
            /** @description Who said it; null outside the transcript. */
            speaker_name?: string | null;
            /**
             * Format: double
             * @description When the first of the words was said, seconds from the conversation's start: of the word where word times are
             *     known, else of its sentence, else of the entry. Null where nothing was said.
             */
            start_seconds?: number | null;
            /** @description The text, or the part of it around the words, with `…` where it is cut. */
            text: string;
        };
        /** @enum {string} */
        Sensitivity: "low" | "medium" | "high";
        Sentence: {
            /** Format: double */
            end_seconds: number;
            /** Format: double */
            start_seconds: number;
            text: string;
        };
        /** @description How people felt. */
        Sentiment: components["schemas"]["Edit"] & {
            grounds: components["schemas"]["Grounds"];
            machine?: components["schemas"]["FoundSentiment"] | null;
            /**
             * Format: double
             * @description Of the whole: -1 (negative) to 1 (positive).
             */
            overall: number;
            speakers: components["schemas"]["SpeakerSentiment"][];
        };
        /** @description How many felt how. */
        SentimentCounts: {
            /** Format: int64 */
            negative: number;
            /** Format: int64 */
            neutral: number;
            /** Format: int64 */
            positive: number;
        };
        /** @description Who asks, and what they may do. */
        Session: {
            /**
             * Format: date-time
             * @description When the session ends if nobody uses it until then; null for a key.
             */
            expires_at?: string | null;
            /** @description What they may do; `workspace:admin` is everything. */
            scopes: string[];
            user?: components["schemas"]["SessionUser"] | null;
            /** Format: uuid */
            workspace_id: string;
        };
        /** @description Who is signed in. */
        SessionUser: {
            email: string;
            /** Format: uuid */
            id: string;
            name: string;
            role: components["schemas"]["UserRole"];
        };
        /** @description Where a conversation is to belong. */
        SetAttribution: {
            /** @description Key of the call center, which is made where there is none; to none where it is left out. */
            call_center?: string | null;
            /** @description Key of the campaign, which is made where there is none; to none where it is left out. */
            campaign?: string | null;
            /** @description The person whose work it shows; nobody's where it is left out. */
            executive_name?: string | null;
            /** @description Whether a program spoke for the organisation; as the call came in where it is left out. */
            is_ai_call?: boolean | null;
        };
        /** @description The CRM's record that is to stand for a conversation. */
        SetCrmAssociation: {
            /** @description The record's id there. */
            crm_object_id: string;
            object_type: components["schemas"]["CrmObjectWord"];
            /** @description Which CRM. */
            source: string;
        };
        /** @description How people felt on the whole. */
        SetSentiment: {
            /**
             * Format: double
             * @description -1 (negative) to 1 (positive).
             */
            overall: number;
        };
        /** @description A summary in a person's words. */
        SetSummary: {
            /** @description White space around it is cut off, and something must be left. */
            text: string;
        };
        /** @description A survey, in place of the one that was there. */
        SetSurvey: {
            /** Format: double */
            calculated_score?: number | null;
            /** @description Why it ended, such as `AllAnswered`, `HangUp` or `Timeout`. */
            completion_reason?: string | null;
            /** @description In their order. */
            responses?: components["schemas"]["SurveyResponse"][] | null;
            /** @description How far it came, such as `Completed`, `Partial` or `NotStarted`. */
            state: string;
            /**
             * Format: int32
             * @description Questions that it has: not fewer than were answered.
             */
            total_questions: number;
        };
        /** @description A link to a conversation, without the word that opens it. */
        Share: {
            conversation_id: string;
            /** Format: date-time */
            created_at: string;
            /** @description Null where a key without a user made it. */
            created_by?: string | null;
            /**
             * Format: date-time
             * @description From when on it shows nothing.
             */
            expires_at: string;
            id: string;
            /** @description Whether the recordings may be heard, too. */
            with_recording: boolean;
        };
        /** @description With what somebody signs in. */
        SignIn: {
            /** @description E-mail address, in any case. */
            email: string;
            password: string;
        };
        /** @description The answer to one of the workspace's questions. */
        Signal: components["schemas"]["Edit"] & {
            definition_id: string;
            /** @description Why the question could not be answered; null where it was asked and heard. */
            error?: string | null;
            grounds: components["schemas"]["Grounds"];
            id: string;
            /** @description The engine could not decide: a person should look. */
            is_unsure: boolean;
            machine?: components["schemas"]["FoundSignal"] | null;
            name: string;
            type?: components["schemas"]["SignalType"] | null;
            /** @description The answer, of the JSON type that `type` says; null where the conversation does not tell. */
            value: unknown;
        };
        /** @description A question. */
        SignalDefinition: {
            /** Format: date-time */
            created_at: string;
            /** @description Whether it is asked of new conversations. */
            enabled: boolean;
            /** @description What counts and what does not. */
            guidance?: string | null;
            id: string;
            /** @description Words and phrases that point to it. */
            keywords: string[];
            kind: components["schemas"]["Kind"];
            /** @description Short stable name, such as `pricing_discussed`. */
            name: string;
            /** @description The question in full. */
            question: string;
            /** Format: date-time */
            updated_at: string;
        };
        /** @enum {string} */
        SignalType: "yes_no" | "number" | "choice" | "text";
        /** @description A skill: the task that an agent carries out in a dialogue. */
        Skill: {
            /** Format: date-time */
            created_at: string;
            /** @description What it is for. */
            description?: string | null;
            id: string;
            /** @description The first thing that the agent says: a template. */
            initial_message?: string | null;
            /** @description No dialogue begins with one that is not. */
            is_active: boolean;
            /** @description BCP 47. */
            language?: string | null;
            name: string;
            /** @description What the agent is to do: a template. Where it is null the agent's own instructions hold. */
            prompt?: string | null;
            /** @description Kept for clients. */
            routing_conditions: Record<string, never>;
            /** Format: date-time */
            updated_at: string;
        };
        /** @enum {string} */
        SpanEnd: "unset" | "ok" | "error";
        /** @enum {string} */
        SpanSide: "unspecified" | "internal" | "server" | "client" | "producer" | "consumer";
        Speaker: {
            /**
             * Format: int32
             * @description Channel of the recording that carries this voice alone.
             */
            channel?: number | null;
            /** @description E-mail address, where known. Needs `contacts:read`. */
            email?: string | null;
            /** @description Name; `Speaker 2` where none is known. */
            name: string;
            /** @description The participant behind the voice, where known. */
            participant_id?: string | null;
            role?: components["schemas"]["ParticipantRole"] | null;
        };
        SpeakerSentiment: {
            evidence: components["schemas"]["Evidence"][];
            /**
             * Format: double
             * @description -1 (negative) to 1 (positive).
             */
            score: number;
            /**
             * Format: int32
             * @description Position in the transcript's speakers.
             */
            speaker_index: number;
        };
        /** @description A step of the processing. */
        Stage: {
            /**
             * Format: int32
             * @description Attempts begun so far.
             */
            attempts: number;
            /**
             * Format: int64
             * @description Length of the last attempt.
             */
            duration_ms?: number | null;
            /** @description The engine that did it. */
            engine?: string | null;
            /** @description Why the last attempt failed. */
            error?: string | null;
            /**
             * Format: date-time
             * @description End of the last attempt.
             */
            finished_at?: string | null;
            name: components["schemas"]["StageName"];
            /**
             * Format: date-time
             * @description Start of the last attempt.
             */
            started_at?: string | null;
            status: components["schemas"]["StageStatus"];
        };
        /** @enum {string} */
        StageName: "recording" | "transcript" | "summary" | "action_items" | "signals" | "tags" | "sentiment" | "evaluation";
        /** @enum {string} */
        StageStatus: "pending" | "running" | "done" | "failed" | "skipped";
        /** @description A part of an action that is done, tried again or given up by itself. */
        Step: {
            /**
             * Format: date-time
             * @description When the last attempt was made.
             */
            attempted_at?: string | null;
            /** Format: int32 */
            attempts: number;
            /** @description Why the last attempt failed, or what it lacked. */
            error?: string | null;
            /** @description Beginning of the last answer, at most 2 kB. */
            response?: string | null;
            /**
             * Format: int32
             * @description HTTP or SMTP status of the last answer.
             */
            response_status?: number | null;
            status: components["schemas"]["RunStatus"];
            /** @description A mail address, a URL, or a tag's name. */
            target: string;
        };
        /** @description What it was about. */
        Summary: components["schemas"]["Edit"] & {
            grounds: components["schemas"]["Grounds"];
            machine?: components["schemas"]["FoundSummary"] | null;
            /** @description The points, each with its own evidence; none where a person wrote it. */
            points: components["schemas"]["SummaryPoint"][];
            text: string;
        };
        SummaryPoint: {
            evidence: components["schemas"]["Evidence"][];
            text: string;
        };
        /** @description The survey after a conversation, as the system that held it told. */
        Survey: {
            /**
             * Format: int32
             * @description Questions that were answered.
             */
            answered_questions: number;
            /**
             * Format: double
             * @description The score that the system computed, 0 to 100.
             */
            calculated_score?: number | null;
            /** @description Why it ended, in that system's words. */
            completion_reason?: string | null;
            /** @description In their order. */
            responses: components["schemas"]["SurveyResponse"][];
            /** @description How far it came, in that system's words. */
            state: string;
            /**
             * Format: int32
             * @description Questions that it has.
             */
            total_questions: number;
        };
        /** @description A question of a survey and what was answered. */
        SurveyResponse: {
            /** @description Null where it was not answered. */
            answer?: string | null;
            question: string;
            /**
             * Format: double
             * @description What the answer is worth, on the survey's own scale.
             */
            score?: number | null;
        };
        /** @description A tag. */
        Tag: {
            /** @description Whether it is given automatically. */
            auto_tagging_enabled: boolean;
            /** Format: date-time */
            created_at: string;
            /** @description What it is for; automatic tagging goes by it. */
            description?: string | null;
            /** @description `#RRGGBB`. */
            hex_color?: string | null;
            id: string;
            name: string;
            /** Format: date-time */
            updated_at: string;
        };
        /** @description A tag. */
        TagRow: {
            /** @description Whether it may be given automatically. */
            auto_tagging_enabled: boolean;
            /** Format: date-time */
            created_at: string;
            description?: string | null;
            hex_color?: string | null;
            id: string;
            name: string;
            /** Format: date-time */
            updated_at: string;
        };
        /** @description A chat that was opened. */
        TestChat: {
            /** @description The word that lets in, and nobody else: shown once. It opens the chat over the socket of webchats. */
            access: string;
            /** @description By what name the agent introduces itself. */
            agent_name: string;
            /** @description Id of the dialogue, which is a private conversation. */
            dialogue_id: string;
            status: components["schemas"]["DialogueStatus"];
            /** @description Where the chat can be opened as visitors see it: the word stands in it. */
            url: string;
        };
        /** @description What was sent. */
        TestSent: {
            /** @description Id of the test event. */
            event_id: string;
        };
        /** @description One use of a tool by an agent, on the conversation's time axis. */
        ToolInvocation: {
            /** @description Name of the agent that used it, where known. */
            agent?: string | null;
            /**
             * Format: int64
             * @description Null where nobody told when it had answered.
             */
            duration_ms?: number | null;
            id: string;
            /** @description Whether the result tells of a failure. */
            is_error: boolean;
            /** @description Name of the tool. */
            name: string;
            /** @description What it was given, by name. */
            parameters: {
                [key: string]: unknown;
            };
            /** @description What it answered: a text or an object. */
            result: unknown;
            /**
             * Format: double
             * @description Seconds from the conversation's start.
             */
            started_at_seconds: number;
        };
        /** @description What was said, by whom and when. */
        Transcript: components["schemas"]["Edit"] & {
            /** @description The engine that heard it; null where it was supplied. */
            engine?: string | null;
            /** @description What was said. */
            entries: components["schemas"]["Entry"][];
            /** @description ISO 639-1 code, where known. */
            language?: string | null;
            /**
             * Format: int64
             * @description Which revision this is, from 1: each correction makes another one.
             */
            revision: number;
            source: components["schemas"]["TranscriptSource"];
            /** @description Who speaks; entries refer to them by position. */
            speakers: components["schemas"]["Speaker"][];
        };
        /** @description One thing to be corrected. */
        TranscriptChange: {
            /**
             * Format: int32
             * @description Number of the entry.
             */
            entry_id: number;
            /** @enum {string} */
            op: "text";
            /** @description White space around it is cut off, and something must be left. */
            text: string;
        } | {
            /** @description Numbers of the entries. */
            entry_ids: number[];
            /** @enum {string} */
            op: "speaker";
            /**
             * Format: int32
             * @description Position of the speaker.
             */
            speaker_index: number;
        } | {
            /** @description The name. */
            name: string;
            /** @enum {string} */
            op: "rename";
            /**
             * Format: int32
             * @description Position of the speaker.
             */
            speaker_index: number;
        } | {
            /**
             * Format: int32
             * @description Position of the speaker who goes.
             */
            from_index: number;
            /**
             * Format: int32
             * @description Position of the speaker who said all of it.
             */
            into_index: number;
            /** @enum {string} */
            op: "merge";
        } | {
            /** @description The name. */
            name: string;
            /** @enum {string} */
            op: "add_speaker";
        };
        /** @enum {string} */
        TranscriptSource: "supplied" | "recognised" | "live";
        /** @description What a question brings on a conversation. */
        TriedSignal: {
            /**
             * Format: double
             * @description How sure the engine is, 0 to 1.
             */
            confidence: number;
            /** @description The engine that said it: `basic`, `embedded:<model>` or `remote:<model>`. */
            engine: string;
            /** @description Places in the transcript that support it, best first. */
            evidence: components["schemas"]["Evidence"][];
            /** @description The engine could not decide. */
            is_unsure: boolean;
            /** @description Why the question could not be answered; null where it was asked and heard. */
            reason?: string | null;
            type?: components["schemas"]["SignalType"] | null;
            /** @description The answer, of the JSON type that `type` says; null where the conversation does not tell. */
            value: unknown;
        };
        /** @description What is to be tried: an action that is there, or one that is not. */
        TryAction: {
            action?: components["schemas"]["CreateAction"] | null;
            /** @description Id of an action. */
            action_id?: string | null;
            /** @description What an agent would have found out: values by the names of the input variables. */
            arguments?: Record<string, never> | null;
        };
        /** @enum {string} */
        TryOutStatus: "ok" | "error";
        /** @description A question that is tried. */
        TrySignalDefinition: {
            /** @description On which conversation, in any spelling of its id. */
            conversation_id: string;
            guidance?: string | null;
            keywords?: components["schemas"]["Keywords"] | null;
            kind: components["schemas"]["Kind"];
            /** @description At least three characters without the blanks around them. */
            question: string;
        };
        /** @description What Twilio posts of a message; it posts more, which is signed with it. */
        TwilioMessageForm: {
            Body?: string | null;
            /** @description The customer's number, behind `whatsapp:` where it came by WhatsApp. */
            From: string;
            /** @description Address of the first picture or file. */
            MediaUrl0?: string | null;
            /** @description Twilio's name of the message: what comes twice under one is one message. */
            MessageSid: string;
            /** @description The name that the customer shows at WhatsApp. */
            ProfileName?: string | null;
            /** @description Our number, written likewise. */
            To: string;
        };
        /** @description What Twilio posts of how far a message has got; it posts more, which is signed with it. */
        TwilioStatusForm: {
            /** @description Why it did not arrive. */
            ErrorCode?: string | null;
            /** @description Twilio's name of the message. */
            MessageSid: string;
            /** @description Such as `delivered`. */
            MessageStatus: string;
        };
        /** @description A conversation that was not changed. */
        UnchangedConversation: {
            id: string;
            /** @description Why. */
            message: string;
        };
        /** @description A change; what is left out stays, and null clears. */
        UpdateAction: {
            description?: string | null;
            headers?: components["schemas"]["GivenKeyValue"][] | null;
            input_variables?: components["schemas"]["GivenInputVariable"][] | null;
            method?: components["schemas"]["ActionMethod"] | null;
            name?: string | null;
            query_params?: components["schemas"]["GivenKeyValue"][] | null;
            url?: string | null;
            waiting_message?: string | null;
        };
        /** @description A change; what is left out stays. */
        UpdateActionItem: {
            /** @description Who will do it; null where nobody is known to. */
            assignee?: string | null;
            /**
             * Format: date
             * @description Another day; null for none.
             */
            due_on?: string | null;
            /** @description Whether it is done. */
            is_done?: boolean;
            /** @description In other words; one line. */
            text?: string;
        };
        /** @description A change; what is left out stays. */
        UpdateCallCenter: {
            name?: string | null;
        };
        /** @description A change; what is left out stays. */
        UpdateCampaign: {
            /** @description Over what, in a free word. */
            channel?: string | null;
            /** @description What it is for; null removes it. */
            description?: string | null;
            ends_at?: components["schemas"]["InstantText"] | null;
            kind?: components["schemas"]["CampaignKind"] | null;
            name?: string | null;
            starts_at?: components["schemas"]["InstantText"] | null;
            status?: components["schemas"]["CampaignStatus"] | null;
        };
        /** @description Whether a comment is dealt with. */
        UpdateComment: {
            status: components["schemas"]["CommentStatusWord"];
        };
        /** @description A change; what is left out stays. */
        UpdateConversation: {
            /**
             * @description Whether only those see it who took part, or who may see private ones. One that becomes private is shown by none of
             *     the links that were made before.
             */
            is_private?: boolean;
            /** @description An active user who owns it from now on; null for nobody. */
            owner_user_id?: string | null;
            /** @description One line. */
            title?: string;
        };
        /** @description What is to become of a dialogue; what is left out stays. */
        UpdateDialogue: {
            /** @description The agent that goes on with it. */
            agent_id?: string | null;
            /** @description Null clears it. */
            note?: string | null;
            status?: components["schemas"]["DialogueEnd"] | null;
        };
        /** @description A change; what is left out stays. The channel never changes. */
        UpdateInboundRoute: {
            /** @description The number (E.164) or e-mail address that is called or written to. */
            address?: string | null;
            /** @description Who answers. */
            agent_id?: string | null;
            /** @description Origins whose pages may open a webchat; empty: any. */
            allowed_origins?: string[] | null;
            is_active?: boolean | null;
            /** @description Doing what. */
            skill_id?: string | null;
        };
        /** @description A change; what is left out stays, and null clears what need not be there. */
        UpdateKnowledgeBase: {
            agent_ids?: string[] | null;
            /**
             * Format: date-time
             * @description The `updated_at` that the change is about; whatever is there where it is left out.
             */
            base_updated_at?: string | null;
            description?: string | null;
            kind?: string | null;
            name?: string | null;
            refresh?: string | null;
            text?: string | null;
            title?: string | null;
            urls?: string[] | null;
        };
        /** @description A change; what is left out stays. */
        UpdateOAuthClient: {
            /** @description How it may get tokens. */
            grant_types?: components["schemas"]["GrantTypeName"][] | null;
            /** @description What users are told that it is called. */
            name?: string | null;
            /** @description Where users may be sent back to. */
            redirect_uris?: string[] | null;
            /** @description The most that its tokens may do; those that are out lose what is not among them. */
            scopes?: components["schemas"]["ScopeName"][] | null;
            /** @description The user for whom it acts when it asks for itself; null for none. */
            user_id?: string | null;
        };
        /** @description A change; what is left out stays. */
        UpdateProject: {
            /** @description What it is for; null removes it. */
            description?: string | null;
            name?: string | null;
            review_rules?: components["schemas"]["ReviewRules"] | null;
            /** @description What its conversations are scored by from now on. */
            scorecard_id?: string | null;
            /** @description How far it is, in your own words. */
            status?: string | null;
        };
        /** @description A change; what is left out stays. */
        UpdateScorecard: {
            /** @description What it is for; null removes it. */
            description?: string | null;
            /** @description true makes it the default in place of the one that is. */
            is_default?: boolean | null;
            /** @description Unique. */
            name?: string | null;
            /** @description In place of those that it has: a new version, where they differ. */
            sections?: components["schemas"]["ScorecardSection"][] | null;
        };
        /** @description An answer of a person. */
        UpdateSignal: {
            value: components["schemas"]["AnswerValue"] | null;
        };
        /** @description A change; what is left out stays. */
        UpdateSignalDefinition: {
            /** @description Whether it is asked of new conversations. */
            enabled?: boolean | null;
            /** @description Null removes it. */
            guidance?: string | null;
            keywords?: components["schemas"]["Keywords"] | null;
            kind?: components["schemas"]["Kind"] | null;
            /** @description Small letters, digits and underscores, the first a letter; unique. */
            name?: string | null;
            /** @description At least three characters without the blanks around them. */
            question?: string | null;
        };
        /** @description A change; what is left out stays, and null clears what need not be there. */
        UpdateSkill: {
            description?: string | null;
            /** @description A template. */
            initial_message?: string | null;
            is_active?: boolean | null;
            /** @description BCP 47. */
            language?: string | null;
            name?: string | null;
            /** @description A template. */
            prompt?: string | null;
            routing_conditions?: Record<string, never> | null;
        };
        /** @description A change; what is left out stays. */
        UpdateTag: {
            /** @description Whether it is given automatically. */
            auto_tagging_enabled?: boolean | null;
            /** @description Null removes it. */
            description?: string | null;
            /** @description `#RRGGBB`; null removes it. */
            hex_color?: string | null;
            /** @description Unique; more than blanks. */
            name?: string | null;
        };
        /** @description What is to be corrected. */
        UpdateTranscript: {
            /**
             * Format: int64
             * @description The revision that was looked at: `revision` of the transcript as it was read.
             */
            base_revision: number;
            /**
             * @description Made in this order. Positions of speakers are those of that revision, all through the list; a speaker that is added
             *     has the next one.
             */
            changes: components["schemas"]["TranscriptChange"][];
        };
        /** @description A change; what is left out stays, and null clears. */
        UpdateUser: {
            /** @description true makes them `inactive`, false what they were before, unless `role` says something else. */
            is_disabled?: boolean;
            job_title?: string | null;
            /** @description Full name. */
            name?: string;
            /** @description In place of the one that they have, if they have one; their sessions end. */
            password?: string;
            /** @description Compared by its digits and a leading `+`. */
            phone?: string | null;
            /** @description Who is `inactive` owns nothing new and keeps what they own. */
            role?: components["schemas"]["UserRole"];
            /** @description IANA name, such as `Europe/Berlin`. */
            time_zone?: string | null;
        };
        /** @description A change; what is left out stays. */
        UpdateWebhook: {
            /** @description A note for people; null removes it. */
            description?: string | null;
            /** @description true switches it on again and forgets its failures. */
            enabled?: boolean | null;
            /** @description Types that it gets; empty for all. */
            event_types?: string[] | null;
            /** @description Headers that are sent along: null takes one away, and those that are left out stay. */
            headers?: {
                [key: string]: string | null;
            } | null;
            /**
             * Format: uri
             * @description https address. To another server the headers go with their values only, sent again with it, or null.
             */
            url?: string | null;
        };
        /** @description A change; what is left out stays. */
        UpdateWorkflow: {
            /** @description In place of those that it has. */
            actions?: components["schemas"]["Action"][] | null;
            /** @description Switches it on, for conversations that come from then on, or off. */
            enabled?: boolean | null;
            filter?: components["schemas"]["Filter"] | null;
            /** @description For people. */
            name?: string | null;
            when?: components["schemas"]["When"] | null;
        };
        /** @description A user of the workspace. */
        User: {
            /** Format: date-time */
            created_at: string;
            email: string;
            /** @description Whether they can sign in to the console. */
            has_password: boolean;
            id: string;
            /** @description Whether they are kept out: nothing that is theirs opens anything. */
            is_disabled: boolean;
            job_title?: string | null;
            /**
             * Format: date-time
             * @description The same, by its older name.
             */
            last_activity_at?: string | null;
            /**
             * Format: date-time
             * @description When a session or key of theirs was last used, to the minute.
             */
            last_seen_at?: string | null;
            name: string;
            phone?: string | null;
            role: components["schemas"]["UserRole"];
            /** @description IANA name. */
            time_zone?: string | null;
            /** Format: date-time */
            updated_at: string;
        };
        /** @description A page of users. */
        UserPage: {
            data: components["schemas"]["User"][];
            /** @description Asks for the next page; null on the last. */
            next_cursor?: string | null;
        };
        /** @enum {string} */
        UserRole: "owner" | "admin" | "member" | "inactive" | "not_invited";
        /** @description A user. */
        UserRow: {
            /** Format: date-time */
            created_at: string;
            email: string;
            id: string;
            job_title?: string | null;
            /** Format: date-time */
            last_activity_at?: string | null;
            name: string;
            phone?: string | null;
            /** @description `owner`, `admin`, `member`, `inactive` or `not_invited`. */
            role: string;
            /** @description IANA time zone. */
            time_zone?: string | null;
            /** Format: date-time */
            updated_at: string;
        };
        /** @description A chat that was opened. */
        WebchatSession: {
            /** @description The word that lets the visitor in, and nobody else: shown once. */
            access: string;
            /** @description By what name our agent introduces itself. */
            agent_name: string;
            /** @description Id of the dialogue, which is a conversation. */
            conversation_id: string;
            status: components["schemas"]["DialogueStatus"];
        };
        /** @description A receiver, without its secret. */
        Webhook: {
            /** Format: date-time */
            created_at: string;
            description?: string | null;
            /** @description The API whose events it gets, in that API's shape. */
            dialect: string;
            disabled_reason?: components["schemas"]["DisabledReason"] | null;
            /** @description Whether anything is sent to it. */
            enabled: boolean;
            /** @description Types that it gets; empty for all. */
            event_types: string[];
            /** @description Since when everything sent to it has failed. */
            failing_since?: string | null;
            /** @description Names of the headers that are sent along. Their values may be secrets and are never shown: all are null. */
            headers: {
                [key: string]: string | null;
            };
            id: string;
            /** @description Until when the secret before the present one signs, too. */
            previous_secret_until?: string | null;
            /** Format: date-time */
            updated_at: string;
            url: string;
        };
        /** @description A receiver with its secret: only in answers to creation and rotation. */
        WebhookWithSecret: components["schemas"]["Webhook"] & {
            /** @description Signs what is sent: `whsec_` and base64. */
            secret: string;
        };
        /** @description When a rule runs. */
        When: {
            /** @enum {string} */
            type: "transcript_ready";
        } | {
            /** @enum {string} */
            type: "insights_ready";
        } | {
            /** @description `is` and `is_not` for every kind of answer, `at_least` and `at_most` for numbers, `contains` for texts. */
            comparison: components["schemas"]["ComparisonWord"];
            /** @description The question. */
            signal_definition_id: string;
            /** @enum {string} */
            type: "signal";
            /** @description true or false, a number or a text, as the question is answered. */
            value: components["schemas"]["ConditionValue"];
        };
        Word: {
            /** Format: double */
            end_seconds: number;
            /**
             * Format: float
             * @description How sure the recogniser was, 0 to 1, where it tells.
             */
            probability?: number | null;
            /** Format: double */
            start_seconds: number;
            text: string;
        };
        /** @description A rule. */
        Workflow: {
            actions: components["schemas"]["Action"][];
            /**
             * Format: date-time
             * @description It runs for conversations that were accepted from then on.
             */
            active_since: string;
            /** Format: date-time */
            created_at: string;
            /** @description Whether it runs. */
            enabled: boolean;
            /** @description For which conversations. */
            filter: components["schemas"]["Filter"];
            id: string;
            name: string;
            /** Format: date-time */
            updated_at: string;
            when: components["schemas"]["When"];
        };
        /**
         * @description Kind of a conversation.
         * @enum {string}
         */
        WorkflowConversationKind: "call" | "meeting" | "chat" | "email";
        /**
         * @description How far a conversation is.
         * @enum {string}
         */
        WorkflowConversationStatus: "pending" | "processing" | "completed" | "failed";
        /** @description What a rule would do. */
        WorkflowPreview: {
            /** @description Each action, in order. */
            actions: components["schemas"]["ActionPreview"][];
            /** @description Whether the conversation is one of those that the rule is for. */
            fits_filter: boolean;
        };
        /** @description A rule at work for one conversation: at most once for each. */
        WorkflowRun: {
            /** @description What became of each action, in order. */
            actions: components["schemas"]["ActionLog"][];
            /**
             * Format: int32
             * @description Attempts ended so far.
             */
            attempts: number;
            conversation_id: string;
            /** Format: date-time */
            created_at: string;
            /** @description Why nothing more was done, where that was so. */
            error?: string | null;
            id: string;
            /**
             * Format: date-time
             * @description When the next one is due; null where the run is over.
             */
            next_attempt_at?: string | null;
            status: components["schemas"]["RunStatus"];
            /** Format: date-time */
            updated_at: string;
            workflow_id: string;
        };
        /** @description A part of the log. */
        WorkflowRunPage: {
            /** @description Newest first. */
            data: components["schemas"]["WorkflowRun"][];
            /** @description `before` of the next part; null where this is the last. */
            next_before?: string | null;
        };
        /** @description A rule with its secret: only in answers to creation and rotation. */
        WorkflowWithSecret: components["schemas"]["Workflow"] & {
            /** @description Signs its HTTP calls as webhooks are signed: `whsec_` and base64. */
            secret: string;
        };
        /** @description The workspace. */
        Workspace: {
            /** Format: date-time */
            created_at: string;
            id: string;
            name: string;
            /** @description E-mail domains of the own organisation. */
            own_domains: string[];
            /** @description Whether new conversations are private unless the request says otherwise. */
            private_by_default: boolean;
            /** @description IANA time zone in which "by Friday" is meant. */
            time_zone: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    list_actions: {
        parameters: {
            query?: {
                /** @description Most rows of the answer; 50 where it is left out. */
                limit?: number;
                /** @description `next_cursor` of the page before; it carries the filter, which need not be sent again. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Onward_AgentAction"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_action: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateAction"];
            };
        };
        responses: {
            /** @description created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentAction"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    try_action: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TryAction"];
            };
        };
        responses: {
            /** @description what came of it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionTried"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such action */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    get_action: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                action_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the action */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentAction"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delete_action: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                action_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    update_action: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                action_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateAction"];
            };
        };
        responses: {
            /** @description the action as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentAction"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_agents: {
        parameters: {
            query?: {
                /** @description Most rows of the answer; 50 where it is left out. */
                limit?: number;
                /** @description `next_cursor` of the page before; it carries the filter, which need not be sent again. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Onward_Agent"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_agent: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AgentSettings"];
            };
        };
        responses: {
            /** @description created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Agent"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    get_agent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                agent_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the agent */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Agent"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delete_agent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                agent_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    update_agent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                agent_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AgentSettings"];
            };
        };
        responses: {
            /** @description the agent as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Agent"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    open_test_chat: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the agent */
                agent_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenTestChat"];
            };
        };
        responses: {
            /** @description opened */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestChat"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_call_centers: {
        parameters: {
            query?: {
                /** @description The page, from 1; the first where it is left out. */
                page?: number;
                /** @description Rows of each page; 25 where it is left out. */
                page_size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Paged_CallCenter"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_call_center: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateCallCenter"];
            };
        };
        responses: {
            /** @description created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallCenter"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a call center has this key already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    get_call_center: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its key */
                call_center_key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the call center */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallCenter"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    update_call_center: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its key */
                call_center_key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateCallCenter"];
            };
        };
        responses: {
            /** @description the call center as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallCenter"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_campaigns: {
        parameters: {
            query?: {
                /** @description The page, from 1; the first where it is left out. */
                page?: number;
                /** @description Rows of each page; 25 where it is left out. */
                page_size?: number;
                /** @description That are so far. */
                status?: "running" | "paused" | "completed";
                /** @description Over exactly this channel. */
                channel?: string;
                /** @description Made at this instant or later. */
                from?: string;
                /** @description Made at this instant or earlier. */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Paged_Campaign"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_campaign: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateCampaign"];
            };
        };
        responses: {
            /** @description created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Campaign"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a campaign has this key already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    get_campaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its key */
                campaign_key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the campaign */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Campaign"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    update_campaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its key */
                campaign_key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateCampaign"];
            };
        };
        responses: {
            /** @description the campaign as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Campaign"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_channels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the channels */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_ChannelState"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delete_comment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID, ULID, or as another API spells it */
                comment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    update_comment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID, ULID, or as another API spells it */
                comment_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateComment"];
            };
        };
        responses: {
            /** @description the comment as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comment"];
                };
            };
            /** @description the body has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no such comment */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_conversations: {
        parameters: {
            query?: {
                /** @description 50 where it is left out. */
                limit?: number;
                /** @description `next_cursor` of the page before; it carries the filter, which need not be sent again. */
                cursor?: string;
                /** @description By what the list is sorted, the latest first; `changed` where it is left out. */
                sort?: "started" | "changed";
                /**
                 * @description All of these words stand in the title, in names or in what was said, as word search finds them: `"some words"` in a
                 *     row, `word*`, `-word`. What was said needs `transcript_timelines:read`. Such a list is sorted by start.
                 */
                text?: string;
                /** @description `call`, `meeting`, `chat`, `email`: one of these, separated by commas. */
                kind?: string;
                /** @description `pending`, `processing`, `completed`, `failed`: one of these, separated by commas. */
                status?: string;
                /** @description Somebody of one of these companies took part: at most 25 ids, separated by commas. */
                company_id?: string;
                /** @description One of these contacts took part: at most 25 ids, separated by commas. */
                contact_id?: string;
                /**
                 * @description Somebody of a company with one of these CRM records took part; together with `company_id`, one of either. At most
                 *     25 ids of records, separated by commas.
                 */
                crm_company?: string;
                /**
                 * @description Somebody with one of these CRM records took part; together with `contact_id`, one of either. At most 25 ids of
                 *     records, separated by commas.
                 */
                crm_contact?: string;
                /** @description It belongs to one of these deals of the CRM: at most 25 ids of records, separated by commas. */
                crm_deal?: string;
                /** @description Begun at this instant or later. */
                started_after?: string;
                /** @description Begun before this instant. */
                started_before?: string;
                /** @description Changed last at this instant or later. */
                updated_after?: string;
                /** @description Changed last before this instant. */
                updated_before?: string;
                /** @description The same as `started_after`; where both are there, both hold. */
                from?: string;
                /** @description The same as `started_before`; where both are there, both hold. */
                to?: string;
                /**
                 * @description Every word stands somewhere in the title, in any case, or begins a word of the title or of the name of somebody who
                 *     took part: for looking while somebody types. At most twelve words.
                 */
                search?: string;
                /** @description It has one of these tags: at most 25 ids, separated by commas. */
                tag_id?: string;
                /** @description One of these users owns it: at most 25 ids, separated by commas. */
                owner_user_id?: string;
                /** @description It was evaluated in one of these projects, or is about to be: at most 25 ids, separated by commas. */
                project_id?: string;
                /** @description This question was answered with `signal_value`; with anything but no where that is left out. */
                signal_definition_id?: string;
                /**
                 * @description The answer: `true`, `false`, a number, an option or a text, of which the first 200 characters count. Goes with
                 *     `signal_definition_id`.
                 */
                signal_value?: string;
                /** @description Whether something that was undertaken in it is still to be done. */
                has_open_action_items?: boolean;
                /** @description How people felt, where that is known: good or bad beyond ±0.25. */
                sentiment?: "positive" | "neutral" | "negative";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationPage"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    change_conversations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeConversations"];
            };
        };
        responses: {
            /** @description what came of it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedConversations"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    get_conversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID, ULID, or as another API spells it */
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the conversation */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FullConversation"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delete_conversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID, ULID, or as another API spells it */
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no such conversation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    update_conversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID, ULID, or as another API spells it */
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateConversation"];
            };
        };
        responses: {
            /** @description the conversation as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_action_item: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID, ULID, or as another API spells it */
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateActionItem"];
            };
        };
        responses: {
            /** @description the action item */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionItem"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the conversation has too many of them */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delete_action_item: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID, ULID, or as another API spells it */
                conversation_id: string;
                /** @description UUID, ULID, or as another API spells it */
                action_item_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description taken away */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    update_action_item: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID, ULID, or as another API spells it */
                conversation_id: string;
                /** @description UUID, ULID, or as another API spells it */
                action_item_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateActionItem"];
            };
        };
        responses: {
            /** @description the action item as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionItem"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    get_attribution: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID, ULID, or as another API spells it */
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description where it belongs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Attribution"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    set_attribution: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID, ULID, or as another API spells it */
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetAttribution"];
            };
        };
        responses: {
            /** @description where it belongs now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Attribution"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_comments: {
        parameters: {
            query?: {
                /** @description 50 where it is left out. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description UUID, ULID, or as another API spells it */
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the comments */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommentPage"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no such conversation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_comment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID, ULID, or as another API spells it */
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateComment"];
            };
        };
        responses: {
            /** @description the comment */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comment"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    set_crm_association: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID, ULID, or as another API spells it */
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetCrmAssociation"];
            };
        };
        responses: {
            /** @description the conversation as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            /** @description the body has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no such conversation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    clear_crm_association: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID, ULID, or as another API spells it */
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the conversation as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no such conversation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    export_conversation: {
        parameters: {
            query: {
                /** @description `txt` and `md` for people, `srt` and `vtt` for players, `json` with everything. */
                format: "txt" | "md" | "srt" | "vtt" | "json";
            };
            header?: never;
            path: {
                /** @description UUID, ULID, or as another API spells it */
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the file */
            200: {
                headers: {
                    /** @description names the file */
                    "content-disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FullConversation"];
                    "application/x-subrip": string;
                    "text/markdown": string;
                    "text/plain": string;
                    "text/vtt": string;
                };
            };
            /** @description there is no such format */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no such conversation, or no transcript yet to make subtitles of */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    set_sentiment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID, ULID, or as another API spells it */
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetSentiment"];
            };
        };
        responses: {
            /** @description the sentiment as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sentiment"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_shares: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID, ULID, or as another API spells it */
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the links */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Share"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_share: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID, ULID, or as another API spells it */
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateShare"];
            };
        };
        responses: {
            /** @description the link; its address is told once */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewShare"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the conversation is private, or too many links show it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    update_signal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID, ULID, or as another API spells it */
                conversation_id: string;
                /** @description id of the answer in this conversation */
                signal_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateSignal"];
            };
        };
        responses: {
            /** @description the answer as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Signal"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    run_stage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID, ULID, or as another API spells it */
                conversation_id: string;
                /** @description which stage */
                stage: "recording" | "transcript" | "summary" | "action_items" | "signals" | "tags" | "sentiment" | "evaluation";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the stage as it is now */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Stage"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is nothing that it could run on */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    set_summary: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID, ULID, or as another API spells it */
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetSummary"];
            };
        };
        responses: {
            /** @description the summary as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Summary"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    get_survey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID, ULID, or as another API spells it */
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the survey */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Survey"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    set_survey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID, ULID, or as another API spells it */
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetSurvey"];
            };
        };
        responses: {
            /** @description the survey as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Survey"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delete_survey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID, ULID, or as another API spells it */
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    give_conversation_tag: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID, ULID, or as another API spells it */
                conversation_id: string;
                /** @description id of the tag */
                tag_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the tag as it is given now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GivenTag"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    take_conversation_tag: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID, ULID, or as another API spells it */
                conversation_id: string;
                /** @description id of the tag */
                tag_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description taken away */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_conversation_traces: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID, ULID, or as another API spells it */
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the traces */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_ConversationTrace"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    get_transcript: {
        parameters: {
            query?: {
                /** @description `json` where it is left out; `txt` has one line per entry. */
                format?: "json" | "txt" | "srt" | "vtt";
            };
            header?: never;
            path: {
                /** @description UUID, ULID, or as another API spells it */
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the transcript */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transcript"];
                    "application/x-subrip; charset=utf-8": string;
                    "text/plain; charset=utf-8": string;
                    "text/vtt; charset=utf-8": string;
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    update_transcript: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID, ULID, or as another API spells it */
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateTranscript"];
            };
        };
        responses: {
            /** @description the transcript as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transcript"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description `revision_conflict`: another revision is newest */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_transcript_revisions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID, ULID, or as another API spells it */
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the revisions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_TranscriptRevision"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    get_transcript_revision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID, ULID, or as another API spells it */
                conversation_id: string;
                /** @description number of the revision */
                revision_number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the transcript as it was */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transcript"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    restore_transcript_revision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID, ULID, or as another API spells it */
                conversation_id: string;
                /** @description number of the revision */
                revision_number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the transcript as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transcript"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description `revision_conflict`: somebody corrected it at this moment */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_runs_of_conversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description any spelling of its id */
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the runs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WorkflowRun"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    get_delivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                delivery_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the delivery */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryInFull"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_attempts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the delivery */
                delivery_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the attempts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Attempt"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    resend_delivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the delivery */
                delivery_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description on its way */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_dialer_connections: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the addresses */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_DialerConnection"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_dialer_connection: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateDialerConnection"];
            };
        };
        responses: {
            /** @description made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DialerConnectionWithUrl"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    get_dialer_connection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                dialer_connection_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the address */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DialerConnection"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delete_dialer_connection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                dialer_connection_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    rotate_dialer_connection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                dialer_connection_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the new address */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DialerConnectionWithUrl"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_dialer_events: {
        parameters: {
            query?: {
                /** @description 50 where it is left out. */
                limit?: number;
                /** @description Only what came before the event of this id. */
                before?: string;
            };
            header?: never;
            path: {
                /** @description the dialer */
                dialer: "wavv";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotedEventPage"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    receive_dialer_event: {
        parameters: {
            query?: {
                /** @description Whether workflows may run for the call; true where it is left out. */
                run_workflows?: boolean;
            };
            header?: never;
            path: {
                /** @description the dialer */
                dialer: "wavv";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DialerEvent"];
            };
        };
        responses: {
            /** @description taken; the dialer need not send it again */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DialerAnswer"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the call's conversation was deleted, or is being made at this moment */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    receive_at_connection: {
        parameters: {
            query?: never;
            header?: {
                /** @description `t=<Unix seconds>,v1=<hexadecimal HMAC-SHA256>` */
                "X-WAVV-Signature"?: string;
            };
            path: {
                /** @description the dialer */
                dialer: "wavv";
                /** @description the secret of the address */
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DialerEvent"];
            };
        };
        responses: {
            /** @description taken; the dialer need not send it again */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DialerAnswer"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the signature is missing, wrong or too old */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the call is a private conversation that did not come by this address */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the call's conversation was deleted, or is being made at this moment */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_dialogues: {
        parameters: {
            query?: {
                /** @description In that state. */
                status?: "queued" | "ringing" | "answer" | "in-progress" | "processing" | "pending" | "open" | "ongoing" | "stalled" | "completed" | "voicemail" | "no-answer" | "busy" | "failed" | "canceled" | "resolved" | "closed" | "expired";
                /** @description By that channel. */
                channel?: "call" | "sms" | "whatsapp" | "email" | "webchat";
                /** @description Held by that agent. */
                agent_id?: string;
                /** @description Most rows of the answer; 50 where it is left out. */
                limit?: number;
                /** @description `next_cursor` of the page before; it carries the filter, which need not be sent again. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Onward_Dialogue"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_dialogue: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateDialogue"];
            };
        };
        responses: {
            /** @description begun */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BegunDialogue"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    get_dialogue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID, ULID, or as another API spells it */
                dialogue_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the dialogue */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FullDialogue"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    update_dialogue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID, ULID, or as another API spells it */
                dialogue_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateDialogue"];
            };
        };
        responses: {
            /** @description the dialogue as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dialogue"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_dialogue_messages: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID, ULID, or as another API spells it */
                dialogue_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the messages */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_DialogueMessage"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_do_not_contact: {
        parameters: {
            query?: {
                /** @description The page, from 1; the first where it is left out. */
                page?: number;
                /** @description Rows of each page; 25 where it is left out. */
                page_size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Paged_DoNotContact"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    put_do_not_contact: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutDoNotContact"];
            };
        };
        responses: {
            /** @description it stands on the list */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoNotContact"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delete_do_not_contact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the number or e-mail address */
                address: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it stands there no more */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    get_engines: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description how they are */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Engines"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_evaluations: {
        parameters: {
            query?: {
                /** @description The page, from 1; the first where it is left out. */
                page?: number;
                /** @description Rows of each page; 25 where it is left out. */
                page_size?: number;
                /** @description Of this project. */
                project_id?: string;
                /** @description Of the campaign with this key. */
                campaign?: string;
                /** @description Of the call center with this key. */
                call_center?: string;
                /** @description Of exactly this person's work. */
                executive_name?: string;
                /** @description Where a program spoke for the organisation, or where none did. */
                is_ai_call?: boolean;
                /** @description With this sentiment. */
                sentiment?: "positive" | "neutral" | "negative";
                /** @description Recorded at this instant or later. */
                from?: string;
                /** @description Recorded at this instant or earlier. */
                until?: string;
                /** @description That are so far. */
                state?: "pending" | "processing" | "completed" | "failed";
                /** @description Of this conversation. */
                conversation_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Paged_Evaluation"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    get_evaluation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                evaluation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the evaluation */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvaluationWithResults"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    close_evaluation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                evaluation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloseEvaluation"];
            };
        };
        responses: {
            /** @description the evaluation as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvaluationWithResults"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description it is not completed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    dispute_evaluation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                evaluation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DisputeEvaluation"];
            };
        };
        responses: {
            /** @description the evaluation as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvaluationWithResults"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description it is not completed, or the criterion is disputed already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    evaluate_again: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                evaluation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it is waiting */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Evaluation"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_reviews: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                evaluation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description what was said */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Review"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    review_evaluation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                evaluation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReviewEvaluation"];
            };
        };
        responses: {
            /** @description the evaluation as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvaluationWithResults"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description it is not completed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    stream_events: {
        parameters: {
            query?: {
                /** @description After so many seconds the stream ends, for the client to come back; 300 where it is left out. */
                seconds?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there are too many streams; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    export_companies: {
        parameters: {
            query: {
                /** @description `csv` for spreadsheets, where texts that begin like a formula get an apostrophe, or `ndjson` for programs. */
                format: "csv" | "ndjson";
                /** @description Changed last at this instant or later. */
                updated_after?: string;
                /** @description Changed last before this instant. */
                updated_before?: string;
                /** @description Every word stands somewhere in the name or an e-mail address (companies: in the name), in any case. */
                search?: string;
                /** @description One of these records of the CRM stands for it: at most 25 ids of records, separated by commas. */
                crm_object_id?: string;
                /** @description Its people have e-mail addresses at this domain. */
                domain?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the file */
            200: {
                headers: {
                    /** @description names the file */
                    "content-disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": components["schemas"]["CompanyRow"];
                    "text/csv": string;
                };
            };
            /** @description a parameter is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    export_contacts: {
        parameters: {
            query: {
                /** @description `csv` for spreadsheets, where texts that begin like a formula get an apostrophe, or `ndjson` for programs. */
                format: "csv" | "ndjson";
                /** @description Changed last at this instant or later. */
                updated_after?: string;
                /** @description Changed last before this instant. */
                updated_before?: string;
                /** @description Every word stands somewhere in the name or an e-mail address (companies: in the name), in any case. */
                search?: string;
                /** @description One of these records of the CRM stands for it: at most 25 ids of records, separated by commas. */
                crm_object_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the file */
            200: {
                headers: {
                    /** @description names the file */
                    "content-disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": components["schemas"]["ContactRow"];
                    "text/csv": string;
                };
            };
            /** @description a parameter is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    export_conversations: {
        parameters: {
            query: {
                /** @description `csv` for spreadsheets, where texts that begin like a formula get an apostrophe, or `ndjson` for programs. */
                format: "csv" | "ndjson";
                /** @description `call`, `meeting`, `chat`, `email`: one of these, separated by commas. */
                kind?: string;
                /** @description `pending`, `processing`, `completed`, `failed`: one of these, separated by commas. */
                status?: string;
                /** @description Somebody of one of these companies took part: at most 25 ids, separated by commas. */
                company_id?: string;
                /** @description One of these contacts took part: at most 25 ids, separated by commas. */
                contact_id?: string;
                /**
                 * @description Somebody of a company with one of these CRM records took part; together with `company_id`, one of either. At most
                 *     25 ids of records, separated by commas.
                 */
                crm_company?: string;
                /**
                 * @description Somebody with one of these CRM records took part; together with `contact_id`, one of either. At most 25 ids of
                 *     records, separated by commas.
                 */
                crm_contact?: string;
                /** @description It belongs to one of these deals of the CRM: at most 25 ids of records, separated by commas. */
                crm_deal?: string;
                /** @description Begun at this instant or later. */
                started_after?: string;
                /** @description Begun before this instant. */
                started_before?: string;
                /** @description Changed last at this instant or later. */
                updated_after?: string;
                /** @description Changed last before this instant. */
                updated_before?: string;
                /** @description The same as `started_after`; where both are there, both hold. */
                from?: string;
                /** @description The same as `started_before`; where both are there, both hold. */
                to?: string;
                /**
                 * @description Every word stands somewhere in the title, in any case, or begins a word of the title or of the name of somebody who
                 *     took part: for looking while somebody types. At most twelve words.
                 */
                search?: string;
                /** @description It has one of these tags: at most 25 ids, separated by commas. */
                tag_id?: string;
                /** @description One of these users owns it: at most 25 ids, separated by commas. */
                owner_user_id?: string;
                /** @description It was evaluated in one of these projects, or is about to be: at most 25 ids, separated by commas. */
                project_id?: string;
                /** @description This question was answered with `signal_value`; with anything but no where that is left out. */
                signal_definition_id?: string;
                /**
                 * @description The answer: `true`, `false`, a number, an option or a text, of which the first 200 characters count. Goes with
                 *     `signal_definition_id`.
                 */
                signal_value?: string;
                /** @description Whether something that was undertaken in it is still to be done. */
                has_open_action_items?: boolean;
                /** @description How people felt, where that is known: good or bad beyond ±0.25. */
                sentiment?: "positive" | "neutral" | "negative";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the file */
            200: {
                headers: {
                    /** @description names the file */
                    "content-disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": components["schemas"]["Conversation"];
                    "text/csv": string;
                };
            };
            /** @description a parameter is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    export_tags: {
        parameters: {
            query: {
                /** @description `csv` for spreadsheets, where texts that begin like a formula get an apostrophe, or `ndjson` for programs. */
                format: "csv" | "ndjson";
                /** @description Changed last at this instant or later. */
                updated_after?: string;
                /** @description Changed last before this instant. */
                updated_before?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the file */
            200: {
                headers: {
                    /** @description names the file */
                    "content-disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": components["schemas"]["TagRow"];
                    "text/csv": string;
                };
            };
            /** @description a parameter is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    export_users: {
        parameters: {
            query: {
                /** @description `csv` for spreadsheets, where texts that begin like a formula get an apostrophe, or `ndjson` for programs. */
                format: "csv" | "ndjson";
                /** @description Changed last at this instant or later. */
                updated_after?: string;
                /** @description Changed last before this instant. */
                updated_before?: string;
                /** @description Every word stands somewhere in the name or an e-mail address (companies: in the name), in any case. */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the file */
            200: {
                headers: {
                    /** @description names the file */
                    "content-disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": components["schemas"]["UserRow"];
                    "text/csv": string;
                };
            };
            /** @description a parameter is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_inbound_routes: {
        parameters: {
            query?: {
                /** @description The page, from 1; the first where it is left out. */
                page?: number;
                /** @description Rows of each page; 25 where it is left out. */
                page_size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Paged_InboundRoute"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_inbound_route: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateInboundRoute"];
            };
        };
        responses: {
            /** @description created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InboundRoute"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a route of the channel has this address already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    get_inbound_route: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                inbound_route_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the route */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InboundRoute"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delete_inbound_route: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                inbound_route_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    update_inbound_route: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                inbound_route_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateInboundRoute"];
            };
        };
        responses: {
            /** @description the route as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InboundRoute"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a route of the channel has this address already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_dead_jobs: {
        parameters: {
            query?: {
                /** @description 50 where it is left out. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the jobs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_DeadJob"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    retry_all_dead_jobs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description they are waiting again */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PutBack"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    retry_dead_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the job */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it is waiting again */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PutBack"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_keys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the keys */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyList"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_key: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateKey"];
            };
        };
        responses: {
            /** @description created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewKey"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a scope that there is not, or a user who is not active */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delete_key: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                key_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description revoked */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description it is the key that asks */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_knowledge_bases: {
        parameters: {
            query?: {
                /** @description Most rows of the answer; 50 where it is left out. */
                limit?: number;
                /** @description `next_cursor` of the page before; it carries the filter, which need not be sent again. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Onward_KnowledgeBase"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_knowledge_base: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateKnowledgeBase"];
            };
        };
        responses: {
            /** @description created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FullKnowledgeBase"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    get_knowledge_base: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                knowledge_base_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the knowledge base */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FullKnowledgeBase"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delete_knowledge_base: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                knowledge_base_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    update_knowledge_base: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                knowledge_base_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateKnowledgeBase"];
            };
        };
        responses: {
            /** @description the knowledge base as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FullKnowledgeBase"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description `conflict`: it was changed since `base_updated_at` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    read_knowledge_again: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                knowledge_base_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it will be read; its sources tell how that went */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_knowledge_sources: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the knowledge base */
                knowledge_base_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the sources */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_KnowledgeSource"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    get_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description who asks */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    change_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePassword"];
            };
        };
        responses: {
            /** @description the password is set */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential has no user */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the password was changed meanwhile */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description `current_password` is not the present password */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    download: {
        parameters: {
            query?: {
                /** @description When the link ends, Unix seconds. */
                exp?: number;
                /** @description `inline` or `attachment`. */
                disp?: string;
                /** @description The share that it belongs to, where a share's page carries it. */
                share?: string;
                /** @description Signature over method, key, expiry, disposition and share. */
                sig?: string;
            };
            header?: never;
            path: {
                /** @description id of the recording, as it stands in the link */
                recording_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the whole file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the bytes asked for */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the link is not signed by this server, or has ended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the range lies beyond the end */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_oauth_clients: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the programs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_OAuthClient"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_oauth_client: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateOAuthClient"];
            };
        };
        responses: {
            /** @description created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OAuthClientWithSecret"];
                };
            };
            /** @description the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    get_oauth_client: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                oauth_client_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the program */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OAuthClient"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no such client */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delete_oauth_client: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                oauth_client_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no such client */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    update_oauth_client: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                oauth_client_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateOAuthClient"];
            };
        };
        responses: {
            /** @description the program as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OAuthClient"];
                };
            };
            /** @description the body is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no such client */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    rotate_oauth_client_secret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                oauth_client_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the program with its new secret */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OAuthClientWithSecret"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no such client */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a public client has no secret */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    get_overview: {
        parameters: {
            query?: {
                /**
                 * @description Conversations begun then or later; 30 days, 12 weeks or 12 months before the end where it is left out. At most 731
                 *     days before the end.
                 */
                from?: string;
                /** @description Conversations begun before; now where it is left out. */
                to?: string;
                /** @description The width of the steps; `day` where it is left out. */
                granularity?: "day" | "week" | "month";
                /** @description Only conversations that were evaluated in this project, or are about to be. */
                project_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the numbers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Overview"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the range is too long */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_password_reset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordReset"];
            };
        };
        responses: {
            /** @description if there is such an account, a link is on its way */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the request comes from a page of another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description `channel_not_configured`: this server sends no mail, as `smtp.url` is not set */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many links were asked for; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    confirm_password_reset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordResetConfirmation"];
            };
        };
        responses: {
            /** @description the password is set */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the request comes from a page of another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the link is used up or too old, or never was one */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_projects: {
        parameters: {
            query?: {
                /** @description The page, from 1; the first where it is left out. */
                page?: number;
                /** @description Rows of each page; 25 where it is left out. */
                page_size?: number;
                /** @description With exactly this status. */
                status?: string;
                /** @description Of exactly this kind. */
                kind?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Paged_Project"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_project: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateProject"];
            };
        };
        responses: {
            /** @description created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    get_project: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the project */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    update_project: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateProject"];
            };
        };
        responses: {
            /** @description the project as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    evaluate_conversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the project */
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EvaluateConversation"];
            };
        };
        responses: {
            /** @description it is waiting */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Evaluation"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the call is not over yet */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_quality_by_call_center: {
        parameters: {
            query?: {
                /** @description Of this project. */
                project_id?: string;
                /** @description Of the campaign with this key. */
                campaign?: string;
                /** @description Of the call center with this key. */
                call_center?: string;
                /** @description Of exactly this person's work. */
                executive_name?: string;
                /** @description Where a program spoke for the organisation, or where none did. */
                is_ai_call?: boolean;
                /** @description With this sentiment. */
                sentiment?: "positive" | "neutral" | "negative";
                /** @description Recorded at this instant or later. */
                from?: string;
                /** @description Recorded at this instant or earlier. */
                until?: string;
                /** @description That are so far. */
                state?: "pending" | "processing" | "completed" | "failed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the numbers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_QualityGroup"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_quality_by_campaign: {
        parameters: {
            query?: {
                /** @description Of this project. */
                project_id?: string;
                /** @description Of the campaign with this key. */
                campaign?: string;
                /** @description Of the call center with this key. */
                call_center?: string;
                /** @description Of exactly this person's work. */
                executive_name?: string;
                /** @description Where a program spoke for the organisation, or where none did. */
                is_ai_call?: boolean;
                /** @description With this sentiment. */
                sentiment?: "positive" | "neutral" | "negative";
                /** @description Recorded at this instant or later. */
                from?: string;
                /** @description Recorded at this instant or earlier. */
                until?: string;
                /** @description That are so far. */
                state?: "pending" | "processing" | "completed" | "failed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the numbers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_QualityGroup"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_quality_by_criterion: {
        parameters: {
            query?: {
                /** @description Of this project. */
                project_id?: string;
                /** @description Of the campaign with this key. */
                campaign?: string;
                /** @description Of the call center with this key. */
                call_center?: string;
                /** @description Of exactly this person's work. */
                executive_name?: string;
                /** @description Where a program spoke for the organisation, or where none did. */
                is_ai_call?: boolean;
                /** @description With this sentiment. */
                sentiment?: "positive" | "neutral" | "negative";
                /** @description Recorded at this instant or later. */
                from?: string;
                /** @description Recorded at this instant or earlier. */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the numbers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_QualityCriterion"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_quality_by_executive: {
        parameters: {
            query?: {
                /** @description Of this project. */
                project_id?: string;
                /** @description Of the campaign with this key. */
                campaign?: string;
                /** @description Of the call center with this key. */
                call_center?: string;
                /** @description Of exactly this person's work. */
                executive_name?: string;
                /** @description Where a program spoke for the organisation, or where none did. */
                is_ai_call?: boolean;
                /** @description With this sentiment. */
                sentiment?: "positive" | "neutral" | "negative";
                /** @description Recorded at this instant or later. */
                from?: string;
                /** @description Recorded at this instant or earlier. */
                until?: string;
                /** @description That are so far. */
                state?: "pending" | "processing" | "completed" | "failed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the numbers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_QualityGroup"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    get_quality_summary: {
        parameters: {
            query?: {
                /** @description Of this project. */
                project_id?: string;
                /** @description Of the campaign with this key. */
                campaign?: string;
                /** @description Of the call center with this key. */
                call_center?: string;
                /** @description Of exactly this person's work. */
                executive_name?: string;
                /** @description Where a program spoke for the organisation, or where none did. */
                is_ai_call?: boolean;
                /** @description With this sentiment. */
                sentiment?: "positive" | "neutral" | "negative";
                /** @description Recorded at this instant or later. */
                from?: string;
                /** @description Recorded at this instant or earlier. */
                until?: string;
                /** @description That are so far. */
                state?: "pending" | "processing" | "completed" | "failed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the numbers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QualitySummary"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_quality_trends: {
        parameters: {
            query?: {
                /** @description Of this project. */
                project_id?: string;
                /** @description Of the campaign with this key. */
                campaign?: string;
                /** @description Of the call center with this key. */
                call_center?: string;
                /** @description Of exactly this person's work. */
                executive_name?: string;
                /** @description Where a program spoke for the organisation, or where none did. */
                is_ai_call?: boolean;
                /** @description With this sentiment. */
                sentiment?: "positive" | "neutral" | "negative";
                /** @description Recorded at this instant or later. */
                from?: string;
                /** @description Recorded at this instant or earlier. */
                until?: string;
                /** @description That are so far. */
                state?: "pending" | "processing" | "completed" | "failed";
                /** @description The width of the steps; `daily` where it is left out. */
                granularity?: "daily" | "weekly" | "monthly";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the numbers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_QualityStep"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_review_queue: {
        parameters: {
            query?: {
                /** @description The page, from 1; the first where it is left out. */
                page?: number;
                /** @description Rows of each page; 25 where it is left out. */
                page_size?: number;
                /** @description Of this project. */
                project_id?: string;
                /** @description That waits for this reason, too. */
                reason?: "unsure" | "auto_failed" | "disputed" | "below_threshold" | "sample";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Paged_QueuedEvaluation"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_sample_conversations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description they are there, and are being worked on */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SampleConversations"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the workspace has no active user who could own them */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_scopes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the scopes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_KnownScope"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_scorecards: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the scorecards */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Scorecard"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_scorecard: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateScorecard"];
            };
        };
        responses: {
            /** @description created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScorecardWithSections"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a scorecard has this name already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    get_scorecard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                scorecard_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the scorecard */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScorecardWithSections"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delete_scorecard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                scorecard_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a project uses it, or it is the default one */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    update_scorecard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                scorecard_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateScorecard"];
            };
        };
        responses: {
            /** @description the scorecard as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScorecardWithSections"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description another scorecard has this name already, or it is the default one and would be none */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_scorecard_versions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                scorecard_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the versions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_ScorecardVersion"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    get_scorecard_version: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                scorecard_id: string;
                /** @description number of the version */
                version_number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the version */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScorecardVersion"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    search: {
        parameters: {
            query: {
                /** @description The words. `"some words"` stand in a row, `word*` begins a word, `-word` is not there. */
                q: string;
                /** @description Most hits; 20 where it is left out. */
                limit?: number;
                /** @description `next_cursor` of the page before; the other parameters must be the same. */
                cursor?: string;
                /** @description Only conversations of one of these kinds: `call`, `meeting`, `chat`, `email`, separated by commas. */
                kind?: string;
                /** @description Only conversations that began at this time or later. */
                started_after?: string;
                /** @description Only conversations that began before this time. */
                started_before?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the hits */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchPage"];
                };
            };
            /** @description a parameter is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    get_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description who asks */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description signed in */
            200: {
                headers: {
                    /** @description the session, for the browser to keep */
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the address or the password is wrong */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the request comes from a page of another site */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many failures; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delete_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description signed out */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    get_shared: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the word in the link */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the conversation */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FullConversation"];
                };
            };
            /** @description the link shows nothing, or nothing any more */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description it is looked at too often; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delete_share: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                share_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_signal_definitions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the questions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_SignalDefinition"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_signal_definition: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateSignalDefinition"];
            };
        };
        responses: {
            /** @description created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignalDefinition"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a question has this name already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    try_signal_definition: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrySignalDefinition"];
            };
        };
        responses: {
            /** @description the answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TriedSignal"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such conversation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the engine failed, or is asked by too many; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delete_signal_definition: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                signal_definition_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    update_signal_definition: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                signal_definition_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateSignalDefinition"];
            };
        };
        responses: {
            /** @description the question as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignalDefinition"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description another question has this name already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_skills: {
        parameters: {
            query?: {
                /** @description Most rows of the answer; 50 where it is left out. */
                limit?: number;
                /** @description `next_cursor` of the page before; it carries the filter, which need not be sent again. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Onward_Skill"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_skill: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateSkill"];
            };
        };
        responses: {
            /** @description created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Skill"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    get_skill: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                skill_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the skill */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Skill"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delete_skill: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                skill_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    update_skill: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                skill_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateSkill"];
            };
        };
        responses: {
            /** @description the skill as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Skill"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_tags: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the tags */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Tag"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_tag: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateTag"];
            };
        };
        responses: {
            /** @description created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tag"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a tag has this name already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delete_tag: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                tag_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    update_tag: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                tag_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateTag"];
            };
        };
        responses: {
            /** @description the tag as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tag"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description another tag has this name already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    receive_twilio_message: {
        parameters: {
            query?: never;
            header?: {
                /** @description Twilio's signature */
                "X-Twilio-Signature"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["TwilioMessageForm"];
            };
        };
        responses: {
            /** @description taken, now or before */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/xml; charset=utf-8": string;
                };
            };
            /** @description the form brings no message */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Twilio has not signed it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description nobody answers at that number */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the form is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    receive_twilio_status: {
        parameters: {
            query?: never;
            header?: {
                /** @description Twilio's signature */
                "X-Twilio-Signature"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["TwilioStatusForm"];
            };
        };
        responses: {
            /** @description noted, or nothing to note */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/xml; charset=utf-8": string;
                };
            };
            /** @description the form cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Twilio has not signed it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the form is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    upload_recording: {
        parameters: {
            query?: {
                /** @description What the file is called where it is left out. */
                title?: string;
                /** @description `call` where it is left out. */
                kind?: "call" | "meeting";
                /** @description Now where it is left out. */
                started_at?: string;
                /** @description ISO 639-1 code of the language that is spoken; it is heard where it is left out. */
                language?: string;
                /** @description A project in which the conversation is evaluated once it is heard. Needs `evaluations:write`. */
                project_id?: string;
                /** @description What the file is called. */
                file_name?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description the file */
        requestBody: {
            content: {
                "application/octet-stream": number[];
            };
        };
        responses: {
            /** @description taken */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_users: {
        parameters: {
            query?: {
                /** @description Every word stands somewhere in the name or the e-mail address, in any case. */
                search?: string;
                /** @description 50 where it is left out. */
                limit?: number;
                /** @description `next_cursor` of the page before; it carries the filter, which need not be sent again. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserPage"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_user: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateUser"];
            };
        };
        responses: {
            /** @description created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a user has this address already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    get_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID, ULID, or as another API spells it */
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the user */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    update_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID, ULID, or as another API spells it */
                user_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateUser"];
            };
        };
        responses: {
            /** @description the user as they are now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description the body has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no such user */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the workspace needs an owner */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a number without a digit, or an unknown time zone */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    webchat_visit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html; charset=utf-8": string;
                };
            };
        };
    };
    open_webchat_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenWebchatSession"];
            };
        };
        responses: {
            /** @description opened */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebchatSession"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description pages of this origin may not use the route */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such route, or nobody answers there */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many chats are opened there, or from this address; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    announce_webchat_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description they may ask */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    webchat_socket: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the connection is a WebSocket from here on */
            101: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the request asks for no WebSocket */
            426: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there are too many connections; try again after Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    webchat_widget: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the script */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/javascript; charset=utf-8": string;
                };
            };
        };
    };
    webchat_page: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the inbound route */
                inbound_route_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html; charset=utf-8": string;
                };
            };
            /** @description there is no such route */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_webhook_event_types: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description by dialect */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_DialectEventTypes"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_webhooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the receivers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Webhook"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_webhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateWebhook"];
            };
        };
        responses: {
            /** @description created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookWithSecret"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    get_webhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the receiver */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delete_webhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    update_webhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateWebhook"];
            };
        };
        responses: {
            /** @description the receiver as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_deliveries: {
        parameters: {
            query?: {
                status?: "pending" | "delivered" | "failed";
                /** @description 50 where it is left out. */
                limit?: number;
                /** @description Only those older than the delivery of this id. */
                before?: string;
            };
            header?: never;
            path: {
                /** @description id of the receiver */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the deliveries */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryPage"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    recover_webhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecoverSince"];
            };
        };
        responses: {
            /** @description on their way */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recovered"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    rotate_webhook_secret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the receiver with its new secret */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookWithSecret"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    test_webhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description on its way */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestSent"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    get_workflow_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                workflow_run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the run */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowRun"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    retry_workflow_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                workflow_run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it is waiting again */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowRun"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_workflows: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the rules */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Workflow"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_workflow: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateWorkflow"];
            };
        };
        responses: {
            /** @description made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowWithSecret"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    get_workflow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                workflow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the rule */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workflow"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delete_workflow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                workflow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    update_workflow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                workflow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateWorkflow"];
            };
        };
        responses: {
            /** @description the rule as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workflow"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    preview_workflow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                workflow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewWorkflow"];
            };
        };
        responses: {
            /** @description what it would do */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowPreview"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description a value breaks a rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    rotate_workflow_secret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description its id */
                workflow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the rule with its new secret */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowWithSecret"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_runs_of_workflow: {
        parameters: {
            query?: {
                /** @description 50 where it is left out. */
                limit?: number;
                /** @description Only those older than the run of this id. */
                before?: string;
            };
            header?: never;
            path: {
                /** @description id of the rule */
                workflow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the runs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowRunPage"];
                };
            };
            /** @description the request cannot be read or has a wrong shape */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the credential lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description there is no such thing in this workspace */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    get_workspace: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the workspace */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workspace"];
                };
            };
            /** @description no credential, or one that is not known */
            401: {
                headers: {
                    /** @description how to show a credential */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description too many requests; try again after Retry-After */
            429: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description the server is busy; try again after Retry-After */
            503: {
                headers: {
                    /** @description seconds to wait */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
}
