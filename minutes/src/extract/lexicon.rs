//! The words the rules look for (từ điển của luật trích xuất): data an authority may extend, never code.
//!
//! A word here is one or more syllables separated by single spaces. Every list says in its comment what follows from a
//! word standing in it; the file shipped is a whole lexicon, and one given instead replaces it.

mod words;

use std::sync::LazyLock;

use serde::Deserialize;

pub(crate) use words::Words;

/// The lexicon shipped.
const SHIPPED: &str = include_str!("../../data/lexicon.json");
/// Longest lexicon file read, bytes.
pub const LONGEST_FILE: usize = 512 * 1024;
/// Most words in one list.
pub const MOST_WORDS: usize = 4000;
/// Most syllables of one word.
pub const MOST_SYLLABLES: usize = 8;

/// Why a lexicon cannot be used.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum LexiconError {
    /// Not the form of the product, or an unknown list.
    #[error("tệp từ điển không đúng dạng đã quy định (the lexicon has another form): {0}")]
    Form(String),
    /// Longer than any real lexicon.
    #[error("tệp từ điển dài quá {LONGEST_FILE} byte (the lexicon is too long)")]
    TooLong,
    /// A list with too many words.
    #[error("danh sách \"{0}\" có quá {MOST_WORDS} từ (a list has too many words)")]
    TooMany(&'static str),
    /// An empty word, or one of too many syllables.
    #[error("danh sách \"{0}\": từ \"{1}\" rỗng hoặc dài quá {MOST_SYLLABLES} tiếng (an empty or too long word)")]
    Word(&'static str, String),
}

macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct File {
            /// Remark for whoever edits the file.
            #[serde(default, rename = "note")]
            _note: String,
            $($name: Vec<String>,)*
        }

        /// Some of the lists, each with words to add.
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Additions {
            #[serde(default, rename = "note")]
            _note: String,
            $(#[serde(default)] $name: Vec<String>,)*
        }

        /// Word lists of the rules (từ điển).
        #[derive(Debug)]
        pub struct Lexicon {
            $($(#[$doc])* pub(crate) $name: Words,)*
        }

        impl Lexicon {
            /// A lexicon in the form of the file shipped.
            ///
            /// # Errors
            /// When a list is missing, unknown or too long, or a word is empty or too long.
            pub fn from_json(json: &str) -> Result<Self, LexiconError> {
                if json.len() > LONGEST_FILE {
                    return Err(LexiconError::TooLong);
                }
                let file: File = serde_json::from_str(json).map_err(|e| LexiconError::Form(e.to_string()))?;
                Self::of(&file)
            }

            /// The lexicon shipped with the words of an authority's own file added. The file names only the lists it
            /// adds to, so that a list that comes with an upgrade does not make it unreadable.
            ///
            /// # Errors
            /// When a list is unknown or becomes too long, or a word is empty or too long.
            pub fn extended(json: &str) -> Result<Self, LexiconError> {
                if json.len() > LONGEST_FILE {
                    return Err(LexiconError::TooLong);
                }
                let added: Additions = serde_json::from_str(json).map_err(|e| LexiconError::Form(e.to_string()))?;
                let mut file: File = serde_json::from_str(SHIPPED).map_err(|e| LexiconError::Form(e.to_string()))?;
                $(file.$name.extend(added.$name);)*
                Self::of(&file)
            }

            fn of(file: &File) -> Result<Self, LexiconError> {
                Ok(Self { $($name: Words::new(stringify!($name), &file.$name)?,)* })
            }
        }
    };
}

lists! {
    /// Hand a task to whoever is named next ("giao", "đề nghị").
    assign,
    /// Count up the tasks of a conclusion ("một là"); whoever is named next has it.
    counted,
    /// Words that hold a cue without being one ("giao thông", "chủ trì cuộc họp").
    lookalike,
    /// Whoever is named next co-operates ("phối hợp với").
    helped_by,
    /// Whoever is named next gets a report or a thing ("gửi về").
    recipient,
    /// Whoever is named next is a place, an owner or in passing ("tại", "của").
    place,
    /// Verbs whose object may be a unit: a unit right after one is that object ("kiểm tra", "nhắc").
    upon,
    /// Join names of one list.
    and,
    /// Whoever was named leads ("chủ trì").
    leads,
    /// Whoever was named only helps ("hỗ trợ", "cùng đi").
    helps,
    /// A leader only watches over a task ("trực tiếp chỉ đạo").
    oversees,
    /// The task was named before ("việc này").
    this,
    /// Open the topic before the one it is given to ("việc", "về").
    topic,
    /// May stand before the one addressed at the beginning of a clause ("riêng", "vậy").
    opener,
    /// Begin a new sentence in heard text ("tôi đề nghị", "mời anh").
    sentence,
    /// End a sentence in heard text ("nhé", "ạ").
    particle,
    /// Come again, before the time they belong to ("hằng tháng").
    again,
    /// Make a task recurring wherever they stand in it ("hằng tuần", "mỗi ngày").
    recurring,
    /// Open a further task of the same lead ("sau đó").
    then,
    /// Duty ("phải", "khẩn trương").
    duty,
    /// Stand between a name and its verb and say nothing ("thì", "cho tôi").
    between,
    /// Verbs of tasks.
    verb,
    /// Verbs of the meeting itself: no task unless a time is set ("phát biểu", "tắt").
    meeting,
    /// Verbs that say nothing of the task itself ("làm", "lo").
    empty_verb,
    /// Right after a name: tell of what was, is or will be ("đã", "dự kiến").
    tells,
    /// Right before a name or its "giao": tell of what was ("đã", "tỉnh").
    told,
    /// An opinion ("theo tôi nên").
    opinion,
    /// Praise, thanks, wishes.
    courtesy,
    /// A question.
    asks,
    /// Make a question part of a task ("xem", "làm rõ").
    ask_within,
    /// Over, anywhere in a clause without a word of duty ("tuần trước").
    over,
    /// What the chair does personally ("tôi sẽ").
    own_plan,
    /// Those above who order and rule ("tỉnh", "nghị định").
    superior,
    /// What they do ("yêu cầu", "quy định").
    rules,
    /// Leave the task where no mark does ("chứ", "cảm ơn").
    cut,
    /// A new due date ("gia hạn").
    extend,
    /// Stop a task for a while.
    suspend,
    /// Take a task back.
    cancel,
    /// Go before a word that stops a task ("thì", "cho").
    before_stop,
    /// Corrections of what was just said ("à không").
    correction,
    /// A condition ("nếu").
    condition,
    /// Ask for a date ("bao giờ xong").
    asks_when,
    /// Take a promise up ("vậy", "chốt").
    accepts,
    /// Ask for more time ("xin lùi").
    asks_time,
    /// The same again ("cũng vậy").
    likewise,
    /// Hand the chair over ("điều hành tiếp").
    presides,
    /// Pronouns by which whoever spoke last is addressed ("anh", "đồng chí").
    pronoun,
    /// Words of speech that an office leaves out.
    filler,
    /// After a time: only say that it is due ("phải xong").
    due_tail,
}

impl Lexicon {
    /// The lexicon shipped with the product.
    ///
    /// # Panics
    /// Never: a test reads the same file.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static LEXICON: LazyLock<Lexicon> =
            LazyLock::new(|| Lexicon::from_json(SHIPPED).expect("the lexicon shipped is one"));
        &LEXICON
    }
}

#[cfg(test)]
mod tests;
