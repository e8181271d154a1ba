//! What customers ask and agents answer.

pub const QUESTIONS: [(&str, &str); 20] = [
    ("Where is my order?", "It left our house this morning. You will have it on Friday."),
    (
        "Can I change my appointment to Thursday?",
        "Yes, Thursday is free. At which time would you like to come?",
    ),
    ("How much does the small package cost?", "It costs nine dollars a month, and the first month is free."),
    ("What time do you open on Saturday?", "We open at ten and close at four."),
    ("I would like to cancel my subscription.", "I am sorry to hear that. May I ask for the reason?"),
    ("My internet has been down since this morning.", "I see. Which lamps are on at your box?"),
    ("Do you have this shoe in another size?", "We have it in all sizes from six to twelve."),
    ("Please send me the invoice once more.", "I have sent it to your address. Is there anything else?"),
    ("Is the red one still in stock?", "Yes, three of them are left."),
    ("I forgot my password.", "No problem. I will send you a link with which you can set another one."),
    ("How long does the delivery take?", "Two days, as a rule, and one more on the islands."),
    ("Can I speak to the manager?", "She is in a meeting until noon. Shall she call you back?"),
    ("My name is Jordan Miller.", "Thank you, Jordan. What can I do for you?"),
    ("The charge on my card is wrong.", "Let me look. Which amount do you see on your statement?"),
    ("Do you ship to Canada?", "Yes, we do. It takes about a week."),
    ("That sounds good to me.", "Wonderful. Then I will book it for you now."),
    ("Who do I ask about the contract?", "Our office can help with that. It is open until six."),
    ("When will the technician be here?", "Between two and four in the afternoon."),
    ("I need a copy of my receipt.", "Of course. Shall I send it by mail or by message?"),
    ("Thank you, that was all I wanted to know.", "You are welcome. Is there anything else today?"),
];
