//! What somebody searches for: read from what they typed, written for FTS5.

use crate::language::arabic::fold::folded;
use crate::language::arabic::written;

/// Deepest nesting of a query; FTS5's own parser gives up soon after.
const DEEPEST: usize = 32;

/// What is wrong with a query.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// No word in it.
    #[error("there is no word in {0:?} to search for")]
    Empty(String),
    /// A quotation mark without its partner.
    #[error("the phrase {0} has no closing quotation mark; a phrase is \"in two of them\"")]
    OpenPhrase(String),
    /// Parentheses and operators in each other deeper than FTS5 reads.
    #[error("the search is nested deeper than {DEEPEST} levels; make it simpler")]
    TooDeep,
    /// A parenthesis without its partner.
    #[error("a parenthesis in {0:?} has no partner; put words with parentheses in double quotes")]
    Parenthesis(String),
    /// An operator without something on both sides.
    #[error(
        "{operator} needs a word before and behind it in {query:?}; to search for the word itself, put it in double quotes"
    )]
    Operator {
        /// AND, OR or NOT.
        operator: &'static str,
        /// The whole query.
        query: String,
    },
}

/// A word, or several that follow each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// Folded words, at least one.
    pub words: Vec<String>,
    /// True where the last word is only the beginning of one.
    pub prefix: bool,
}

/// A query, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Query {
    /// Words.
    Phrase(Phrase),
    /// All of them.
    And(Vec<Query>),
    /// At least one of them.
    Or(Vec<Query>),
    /// The one without the other.
    Not(Box<Query>, Box<Query>),
}

impl Query {
    /// Reads what somebody typed. Words without an operator between them must all be there; NOT binds closer than AND,
    /// AND closer than OR.
    ///
    /// # Errors
    /// See [`QueryError`].
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        let tokens = tokens(text)?;
        let mut parser = Parser {
            text,
            tokens: &tokens,
            at: 0,
            depth: 0,
        };
        let query = parser.either()?;
        match parser.peek() {
            None => query.ok_or_else(|| QueryError::Empty(text.to_owned())),
            Some(_) => Err(QueryError::Parenthesis(text.to_owned())),
        }
    }

    /// The words that are searched for, without those behind a NOT.
    pub fn phrases(&self) -> Vec<&Phrase> {
        match self {
            Self::Phrase(phrase) => vec![phrase],
            Self::And(parts) | Self::Or(parts) => parts.iter().flat_map(Self::phrases).collect(),
            Self::Not(wanted, _) => wanted.phrases(),
        }
    }

    /// The query with words that begin with a particle cut to what is behind it, where `is_known`, asked with a query of
    /// FTS5 for the word as it is, says no.
    ///
    /// # Errors
    /// What `is_known` says.
    pub fn without_particles<E>(
        self,
        is_known: &mut impl FnMut(&str) -> Result<bool, E>,
    ) -> Result<Self, E> {
        let mut each = |parts: Vec<Self>| -> Result<Vec<Self>, E> {
            let parts = parts.into_iter();
            parts.map(|part| part.without_particles(is_known)).collect()
        };
        Ok(match self {
            Self::And(parts) => Self::And(each(parts)?),
            Self::Or(parts) => Self::Or(each(parts)?),
            Self::Not(wanted, unwanted) => Self::Not(
                Box::new(wanted.without_particles(is_known)?),
                Box::new(unwanted.without_particles(is_known)?),
            ),
            Self::Phrase(mut phrase) => {
                let first = &phrase.words[0];
                if let Some(rest) = written::without_particle(first)
                    && !is_known(&format!("\"{first}\""))?
                {
                    phrase.words[0] = rest.to_owned();
                }
                Self::Phrase(phrase)
            }
        })
    }

    /// The query for FTS5's MATCH.
    pub fn fts(&self) -> String {
        let joined = |parts: &[Self], operator: &str| {
            let parts: Vec<_> = parts.iter().map(Self::fts).collect();
            format!("({})", parts.join(operator))
        };
        match self {
            Self::Phrase(phrase) => phrase.fts(),
            Self::And(parts) => joined(parts, " AND "),
            Self::Or(parts) => joined(parts, " OR "),
            Self::Not(wanted, unwanted) => format!("({} NOT {})", wanted.fts(), unwanted.fts()),
        }
    }
}

impl Phrase {
    /// The phrase as FTS5 reads it: its first word in every form, for particles stand before a phrase as well.
    fn fts(&self) -> String {
        let star = if self.prefix { "*" } else { "" };
        let forms = written::forms(&self.words[0]).into_iter().map(|first| {
            let mut words = self.words.clone();
            words[0] = first;
            format!("\"{}\"{star}", words.join(" "))
        });
        let forms: Vec<_> = forms.collect();
        format!("({})", forms.join(" OR "))
    }
}

/// A piece of what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Phrase(Phrase),
    Operator(&'static str),
    Open,
    Close,
}

fn tokens(text: &str) -> Result<Vec<Token>, QueryError> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        rest = match first {
            '(' | ')' => {
                tokens.push(if first == '(' {
                    Token::Open
                } else {
                    Token::Close
                });
                &rest[1..]
            }
            '"' | '«' | '“' | '”' => {
                let inside = &rest[first.len_utf8()..];
                let end = inside
                    .find(['"', '»', '”', '“'])
                    .ok_or_else(|| QueryError::OpenPhrase(rest.to_owned()))?;
                let mark = inside[end..].chars().next().map_or(1, char::len_utf8);
                let behind = &inside[end + mark..];
                let star = behind.strip_prefix('*');
                tokens.extend(phrase(&inside[..end], star.is_some()));
                star.unwrap_or(behind)
            }
            _ => {
                let end = rest
                    .find(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '"' | '«' | '“'))
                    .unwrap_or(rest.len());
                tokens.extend(word(&rest[..end]));
                &rest[end..]
            }
        }
        .trim_start();
    }
    Ok(tokens)
}

fn word(text: &str) -> Option<Token> {
    for operator in ["AND", "OR", "NOT"] {
        if text == operator {
            return Some(Token::Operator(operator));
        }
    }
    phrase(text, text.ends_with('*'))
}

/// The words of a text, cut where the index cuts them; `None` where there are only marks.
fn phrase(text: &str, prefix: bool) -> Option<Token> {
    let folded = folded(text);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    let words: Vec<_> = words.filter(|w| !w.is_empty()).map(str::to_owned).collect();
    (!words.is_empty()).then_some(Token::Phrase(Phrase { words, prefix }))
}

struct Parser<'t> {
    text: &'t str,
    tokens: &'t [Token],
    at: usize,
    depth: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn take(&mut self, operator: &'static str) -> bool {
        let found = self.peek() == Some(&Token::Operator(operator));
        self.at += usize::from(found);
        found
    }

    fn either(&mut self) -> Result<Option<Query>, QueryError> {
        let mut parts: Vec<_> = self.all()?.into_iter().collect();
        while self.take("OR") {
            let next = self.all()?;
            parts.push(self.both("OR", !parts.is_empty(), next)?);
        }
        Ok(one_or(parts, Query::Or))
    }

    fn all(&mut self) -> Result<Option<Query>, QueryError> {
        let mut parts: Vec<_> = self.without()?.into_iter().collect();
        loop {
            let spelled = self.take("AND");
            let next = self.without()?;
            match (spelled, next) {
                (true, next) => parts.push(self.both("AND", !parts.is_empty(), next)?),
                (false, Some(next)) => parts.push(next),
                (false, None) => return Ok(one_or(parts, Query::And)),
            }
        }
    }

    fn without(&mut self) -> Result<Option<Query>, QueryError> {
        let mut query = self.atom()?;
        let mut taken = 0;
        while self.take("NOT") {
            taken += 1;
            if self.depth + taken > DEEPEST {
                return Err(QueryError::TooDeep);
            }
            let unwanted = self.atom()?;
            let unwanted = self.both("NOT", query.is_some(), unwanted)?;
            query = query.map(|wanted| Query::Not(Box::new(wanted), Box::new(unwanted)));
        }
        Ok(query)
    }

    fn atom(&mut self) -> Result<Option<Query>, QueryError> {
        match self.peek() {
            Some(Token::Phrase(phrase)) => {
                let query = Query::Phrase(phrase.clone());
                self.at += 1;
                Ok(Some(query))
            }
            Some(Token::Open) => {
                self.at += 1;
                self.depth += 1;
                if self.depth > DEEPEST {
                    return Err(QueryError::TooDeep);
                }
                let query = self.either()?;
                self.depth -= 1;
                if self.peek() != Some(&Token::Close) {
                    return Err(QueryError::Parenthesis(self.text.to_owned()));
                }
                self.at += 1;
                Ok(query)
            }
            _ => Ok(None),
        }
    }

    /// What stands behind an operator, if there is something before it, too.
    fn both(
        &self,
        operator: &'static str,
        before: bool,
        behind: Option<Query>,
    ) -> Result<Query, QueryError> {
        behind
            .filter(|_| before)
            .ok_or_else(|| QueryError::Operator {
                operator,
                query: self.text.to_owned(),
            })
    }
}

fn one_or(mut parts: Vec<Query>, many: impl FnOnce(Vec<Query>) -> Query) -> Option<Query> {
    match parts.len() {
        0 | 1 => parts.pop(),
        _ => Some(many(parts)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The query with one form a word, in parentheses.
    fn shape(text: &str) -> String {
        fn of(query: &Query) -> String {
            let joined = |parts: &[Query], sign: &str| {
                let parts: Vec<_> = parts.iter().map(of).collect();
                format!("({})", parts.join(sign))
            };
            match query {
                Query::Phrase(p) => p.words.join(" ") + if p.prefix { "*" } else { "" },
                Query::And(parts) => joined(parts, " & "),
                Query::Or(parts) => joined(parts, " | "),
                Query::Not(wanted, unwanted) => format!("({} - {})", of(wanted), of(unwanted)),
            }
        }
        match Query::parse(text) {
            Ok(query) => of(&query),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn operators_bind_as_in_fts5() {
        assert_eq!(shape("a b OR c"), "((a & b) | c)");
        assert_eq!(shape("a AND b NOT c"), "(a & (b - c))");
        assert_eq!(shape("(a OR b) c"), "((a | b) & c)");
        assert_eq!(shape("a and b"), "(a & and & b)");
        assert_eq!(shape("\"a b\"* c*"), "(a b* & c*)");
        assert_eq!(shape("«الأمم المتحدة»"), "الامم المتحده");
        assert_eq!(shape("U.S. ٢٠١٧"), "(u s & 2017)");
    }

    #[test]
    fn what_is_no_query_is_told() {
        for (query, told) in [
            ("", "there is no word"),
            ("؟ ، ()", "there is no word"),
            ("\"a b", "no closing quotation mark"),
            ("(a", "no partner"),
            ("a)", "no partner"),
            ("a AND", "AND needs"),
            ("OR a", "OR needs"),
            ("NOT a", "NOT needs"),
            ("a OR OR b", "OR needs"),
            (&"(".repeat(30_000), "nested deeper"),
            (&format!("a{}", " NOT b".repeat(400)), "nested deeper"),
        ] {
            assert!(shape(query).contains(told), "{query}: {}", shape(query));
        }
    }
}
