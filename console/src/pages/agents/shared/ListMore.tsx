// The pages of dialogues have it from here.
export { ListMore } from "../../../ui/ListMore";
