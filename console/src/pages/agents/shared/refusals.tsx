// The pages of dialogues have them from here.
export { Refused, refusalOf } from "../../../ui/Refused";
