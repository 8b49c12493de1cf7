//! Lays out one Typst document of a book: the front matter or a case.
//!
//! A document asks a [`View`] about itself and the others. It is laid out again until it would get the same answers.

use typst::World;
use typst::comemo::{Constraint, Track};
use typst::diag::{SourceDiagnostic, SourceResult};
use typst::engine::{Engine, Route, Sink, Traced};
use typst::foundations::{Content, StyleChain, Target, TargetElem};
use typst::introspection::{Introspector, Locator};
use typst::syntax::DiagSpan;
use typst::utils::Protected;
use typst_layout::{PagedDocument, layout_document_for_bundle};

use super::pagination::Pagination;
use super::view::{Entries, View};
use super::world::BookWorld;

/// Passes after which the layout is used as it is; Typst makes as many.
const MOST_PASSES: u8 = 5;

/// What a document asked in its last pass, and the answers.
type Answers = Constraint<<dyn Introspector as Track>::Call>;

/// A document before its layout.
pub struct Document<'a> {
    /// Its path, which also tells the elements of several documents apart.
    path: &'a str,
    content: Content,
}

/// What a document knows about the others, and where it begins.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// The number of its first page.
    pub first: usize,
    /// The entries of the contents and lists, if this is the front matter.
    pub entries: Option<&'a Entries>,
    pub pagination: &'a Pagination,
}

impl<'a> Document<'a> {
    /// Runs the code of the source with this path.
    pub fn evaluated(world: &BookWorld, path: &'a str, sink: &mut Sink) -> SourceResult<Self> {
        let source = world.generated(path);
        let traced = Traced::default();
        let world: &dyn World = world;
        let module = typst_eval::eval(
            world.track(),
            world.library(),
            traced.track(),
            sink.track_mut(),
            Route::default().track(),
            &source,
        )?;
        Ok(Self { path, content: module.content() })
    }

    /// The pages after one pass: their number is nearly right, but what they show of others and of themselves is not.
    pub fn draft(&self, world: &BookWorld, setting: Setting<'_>) -> SourceResult<PagedDocument> {
        self.pass(world, &setting.view(None), &Answers::default(), &mut Sink::new())
    }

    /// The pages. Those of an earlier layout save a pass.
    pub fn lay_out(
        &self,
        world: &BookWorld,
        setting: Setting<'_>,
        earlier: Option<PagedDocument>,
        sink: &mut Sink,
    ) -> SourceResult<PagedDocument> {
        let mut laid = earlier;
        for pass in 1.. {
            let (answers, mut of_pass) = (Answers::default(), Sink::new());
            let new = self.pass(world, &setting.view(laid.as_ref()), &answers, &mut of_pass)?;
            let view: &dyn Introspector = &setting.view(Some(&new));
            let is_stable = answers.validate(view);
            if is_stable || pass == MOST_PASSES {
                sink.extend_from_sink(of_pass);
                if !is_stable {
                    sink.warn(not_converged());
                }
                return Ok(new);
            }
            laid = Some(new);
        }
        unreachable!("the last pass returns")
    }

    /// The pages with the answers of a view.
    fn pass(
        &self,
        world: &BookWorld,
        view: &View<'_>,
        answers: &Answers,
        sink: &mut Sink,
    ) -> SourceResult<PagedDocument> {
        let world: &dyn World = world;
        let view: &dyn Introspector = view;
        let library = world.library();
        let base = StyleChain::new(&library.styles);
        let target = TargetElem::target.set(Target::Paged).wrap();
        let traced = Traced::default();
        let mut engine = Engine {
            library,
            world: world.track(),
            introspector: Protected::new(view.track_with(answers)),
            traced: traced.track(),
            sink: sink.track_mut(),
            route: Route::default(),
        };
        let locator = Locator::root().split().next(&self.path);
        layout_document_for_bundle(&mut engine, &self.content, locator, base.chain(&target))
    }
}

impl<'a> Setting<'a> {
    fn view(self, own: Option<&'a PagedDocument>) -> View<'a> {
        let Self { first, entries, pagination } = self;
        View { own, first, entries, pagination }
    }
}

/// The warning of Typst about pages that change with each pass.
pub fn not_converged() -> SourceDiagnostic {
    SourceDiagnostic::warning(DiagSpan::detached(), "layout did not converge within 5 attempts")
}
