import { actions } from "./actions";
import { agents } from "./agents";
import { common } from "./common";
import { conversation } from "./conversation";
import { conversations } from "./conversations";
import { dialogues } from "./dialogues";
import { knowledge } from "./knowledge";
import { overview } from "./overview";
import { quality } from "./quality";
import { settings } from "./settings";
import { signIn } from "./sign-in";

export const en = { common, signIn, conversations, conversation, quality, agents, actions, knowledge, dialogues, settings, overview } as const;
