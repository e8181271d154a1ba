//! What a new dialogue brings.

use colloquy_domain::dialogue::{Channel, Dialogue};
use colloquy_domain::{AgentId, SkillId};
use serde_json::{Map, Number, Value};

/// A dialogue that our side begins.
#[derive(Debug, Clone)]
pub struct NewDialogue {
    /// Who speaks for us.
    pub agent_id: AgentId,
    /// Doing what.
    pub skill_id: SkillId,
    /// By what.
    pub channel: Channel,
    /// What is known of the customer in this dialogue.
    pub customer: CustomerGiven,
    /// The customer's name, for the directory; where `customer` says another one that one is spoken.
    pub customer_name: Option<String>,
    /// The same of the telephone number.
    pub customer_phone: Option<String>,
    /// The same of the e-mail address.
    pub customer_email: Option<String>,
    /// What the agent is told otherwise than its profile says.
    pub agent_override: AgentOverride,
}

/// What is known of a customer in one dialogue.
#[derive(Debug, Clone, Default)]
pub struct CustomerGiven {
    /// First name.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// Telephone number, however it is written.
    pub phone_number: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// BCP 47.
    pub language: Option<String>,
    /// Anything else, by name. Of several with one name the last one counts.
    pub custom_fields: Vec<(String, CustomValue)>,
}

/// The value of a custom field.
#[derive(Debug, Clone, PartialEq)]
pub enum CustomValue {
    /// Text, told as it is.
    Text(String),
    /// A number, told in its shortest decimal form.
    Number(Number),
    /// `true` or `false`.
    Bool(bool),
    /// Told as nothing.
    Nothing,
}

/// What an agent is told otherwise for one dialogue. None: as its profile or the skill says.
#[derive(Debug, Clone, Default)]
pub struct AgentOverride {
    /// By what name it introduces itself.
    pub name: Option<String>,
    /// From what number it calls and writes.
    pub phone: Option<String>,
    /// Address of a picture.
    pub image_url: Option<String>,
    /// BCP 47.
    pub language: Option<String>,
    /// 0 to 1.
    pub voice_stability: Option<f64>,
    /// 0.25 to 4.
    pub voice_speed: Option<f64>,
    /// The first thing that it says: a template.
    pub initial_message: Option<String>,
    /// What it is to do: a template.
    pub prompt: Option<String>,
    /// Kept for clients.
    pub routing_conditions: Option<Map<String, Value>>,
}

/// A dialogue that was made.
#[derive(Debug, Clone)]
pub struct Created {
    /// The dialogue.
    pub dialogue: Dialogue,
    /// Whether it waits for others to end, or for its turn.
    pub is_held: bool,
    /// The word that lets the visitor in, of a webchat; it is told this once.
    pub access: Option<String>,
}
