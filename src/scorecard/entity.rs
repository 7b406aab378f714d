//! Reporting entities and their hierarchy: group → region → branch.

use super::Text;
use crate::diagnostic::Span;

/// Where the entities of a scorecard are listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntitySource {
    /// The table with one row an entity.
    pub table: String,
    /// The column with its id.
    pub id: String,
    /// The column with its parent's id; `None` when all stand side by side under one top.
    pub parent: Option<String>,
    /// The column with its name, or one a locale (zh, en).
    pub title: Option<EntityTitle>,
    /// The id and name of the top when the rows do not give exactly one.
    pub top: Option<(String, Text)>,
    /// Where it is defined.
    pub span: Span,
}

impl EntitySource {
    /// Every column it names: id, parent, titles; a title that serves both languages stands twice.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        let titles = self.title.iter().flat_map(|(zh, en)| [zh.as_str(), en.as_str()]);
        std::iter::once(self.id.as_str()).chain(self.parent.as_deref()).chain(titles)
    }
}

/// The columns that hold an entity's name: (zh, en), the same column for both when only one is named.
pub type EntityTitle = (String, String);

/// Where an entity stands in [`EntityTree::entities`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityIndex(pub usize);

/// One reporting entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// As it appears in the `entity` column; `None` only for the top of a scorecard without entities.
    pub id: Option<String>,
    /// Its name.
    pub title: Text,
    /// The entity above; `None` for the top.
    pub parent: Option<EntityIndex>,
    /// The entities directly below, in the order of their ids.
    pub children: Vec<EntityIndex>,
}

/// The hierarchy: the top first, parents before their children.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntityTree {
    entities: Vec<Entity>,
}

/// Why a hierarchy cannot be built; ids as they stand in the data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HierarchyError {
    /// The same id in two rows.
    Duplicate(String),
    /// Entities that are, through their parents, above themselves.
    Cycle(Vec<String>),
    /// What is put above several entities without a parent, and the parent it has in the data.
    TopBelow(String, String),
}

impl EntityTree {
    /// The id of the top where the book names none and the data has no single one.
    pub const DEFAULT_TOP: &'static str = "all";

    /// The top of the hierarchy.
    pub const TOP: EntityIndex = EntityIndex(0);

    /// A scorecard of one entity, which has no id.
    pub fn single(title: Text) -> Self {
        Self { entities: vec![Entity { id: None, title, parent: None, children: Vec::new() }] }
    }

    /// The hierarchy of entities that stand in order already; `None` where they do not, or lead nowhere.
    pub fn of(entities: Vec<Entity>) -> Option<Self> {
        let fits = |(at, entity): (usize, &Entity)| {
            let parent_is_before = entity.parent.map_or(at == 0, |parent| parent.0 < at);
            parent_is_before && entity.children.iter().all(|child| child.0 < entities.len())
        };
        let fine = !entities.is_empty() && entities.iter().enumerate().all(fits);
        fine.then_some(Self { entities })
    }

    /// Builds the hierarchy from rows of (id, parent id, title).
    ///
    /// Parents that have no row of their own are added with their id as title. Where there is not exactly one
    /// entity without a parent, `top` (by default "all") is put above them.
    pub fn from_rows(
        rows: Vec<(String, Option<String>, Text)>,
        top: Option<&(String, Text)>,
    ) -> Result<Self, HierarchyError> {
        let mut known = std::collections::BTreeMap::new();
        for (id, parent, title) in rows {
            let parent = parent.filter(|parent| *parent != id);
            if known.insert(id.clone(), (parent, title)).is_some() {
                return Err(HierarchyError::Duplicate(id));
            }
        }
        let named: Vec<String> = known.values().filter_map(|(parent, _)| parent.clone()).collect();
        for parent in named {
            let title = top.filter(|(id, _)| *id == parent).map_or_else(|| Text::plain(&parent), |(_, t)| t.clone());
            known.entry(parent).or_insert((None, title));
        }
        let roots: Vec<&String> = known.iter().filter(|(_, (parent, _))| parent.is_none()).map(|(id, _)| id).collect();
        if let ([_], None) = (roots.as_slice(), top) {
            return Self::ordered(&known);
        }
        let (top_id, top_title) = top.cloned().unwrap_or_else(|| {
            let title = Text::new(Some("全部".into()), Some("All".into()));
            (Self::DEFAULT_TOP.to_owned(), title)
        });
        if let Some((Some(parent), _)) = known.get(&top_id) {
            return Err(HierarchyError::TopBelow(top_id, parent.clone()));
        }
        let roots: Vec<String> = roots.into_iter().filter(|id| **id != top_id).cloned().collect();
        known.entry(top_id.clone()).or_insert((None, top_title));
        for root in roots {
            if let Some((parent, _)) = known.get_mut(&root) {
                *parent = Some(top_id.clone());
            }
        }
        Self::ordered(&known)
    }

    fn ordered(known: &std::collections::BTreeMap<String, (Option<String>, Text)>) -> Result<Self, HierarchyError> {
        let mut entities: Vec<Entity> = Vec::with_capacity(known.len());
        let mut queue: std::collections::VecDeque<(&String, Option<EntityIndex>)> =
            known.iter().filter(|(_, (parent, _))| parent.is_none()).map(|(id, _)| (id, None)).collect();
        while let Some((id, parent)) = queue.pop_front() {
            let index = EntityIndex(entities.len());
            if let Some(parent) = parent {
                entities[parent.0].children.push(index);
            }
            let title = known[id].1.clone();
            entities.push(Entity { id: Some(id.clone()), title, parent, children: Vec::new() });
            let below = known.iter().filter(|(_, (parent, _))| parent.as_ref() == Some(id));
            queue.extend(below.map(|(child, _)| (child, Some(index))));
        }
        if entities.len() < known.len() {
            let placed: std::collections::BTreeSet<&str> =
                entities.iter().filter_map(|entity| entity.id.as_deref()).collect();
            let lost = known.keys().filter(|id| !placed.contains(id.as_str())).cloned().collect();
            return Err(HierarchyError::Cycle(lost));
        }
        Ok(Self { entities })
    }

    /// The entity at an index this tree handed out.
    pub fn get(&self, index: EntityIndex) -> &Entity {
        &self.entities[index.0]
    }

    /// Every entity with its index, the top first, parents before children.
    pub fn indexed(&self) -> impl DoubleEndedIterator<Item = (EntityIndex, &Entity)> {
        self.entities.iter().enumerate().map(|(index, entity)| (EntityIndex(index), entity))
    }

    /// The entity with an id; `None` as id is the top.
    pub fn find(&self, id: Option<&str>) -> Option<EntityIndex> {
        match id {
            None => Some(Self::TOP),
            Some(_) => self.indexed().find(|(_, entity)| entity.id.as_deref() == id).map(|(index, _)| index),
        }
    }

    /// How many entities there are, the top included.
    pub fn len(&self) -> usize {
        self.entities.len()
    }

    /// Whether there is only the top.
    pub fn is_single(&self) -> bool {
        self.entities.len() == 1
    }

    /// Never: there is always a top. Here because `len` is.
    pub fn is_empty(&self) -> bool {
        self.entities.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: &str, parent: Option<&str>) -> (String, Option<String>, Text) {
        (id.into(), parent.map(Into::into), Text::plain(id))
    }

    fn ids(tree: &EntityTree) -> Vec<&str> {
        tree.indexed().filter_map(|(_, entity)| entity.id.as_deref()).collect()
    }

    #[test]
    fn regions_named_only_as_parents_get_a_top() {
        let rows = vec![row("b2", Some("west")), row("b1", Some("east")), row("b3", Some("east"))];
        let tree = EntityTree::from_rows(rows, None).expect("a hierarchy");
        assert_eq!(ids(&tree), ["all", "east", "west", "b1", "b3", "b2"]);
        assert_eq!(tree.get(EntityTree::TOP).children, [EntityIndex(1), EntityIndex(2)]);
    }

    #[test]
    fn a_single_root_in_the_data_is_the_top() {
        let rows = vec![row("group", None), row("a", Some("group"))];
        assert_eq!(ids(&EntityTree::from_rows(rows, None).expect("a hierarchy")), ["group", "a"]);
    }

    #[test]
    fn cycles_and_duplicates_are_refused() {
        let rows = vec![row("top", None), row("a", Some("b")), row("b", Some("a"))];
        assert_eq!(EntityTree::from_rows(rows, None), Err(HierarchyError::Cycle(vec!["a".into(), "b".into()])));
        let rows = vec![row("x", None), row("y", None), row("all", Some("x"))];
        assert_eq!(EntityTree::from_rows(rows, None), Err(HierarchyError::TopBelow("all".into(), "x".into())));
        let rows = vec![row("a", None), row("a", None)];
        assert_eq!(EntityTree::from_rows(rows, None), Err(HierarchyError::Duplicate("a".into())));
    }
}
