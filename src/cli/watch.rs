//! `casebook watch`.

use super::arguments::BuildArguments;
use super::build::build;
use super::exit::Exit;
use super::find::{self, Place};
use super::output::{fail, tell};
use crate::api::Project;
use crate::serve::{Change, Watch};
use crate::typeset;

/// Builds the release after each change, until the process is stopped.
pub fn watch(arguments: &BuildArguments) -> Exit {
    if let Some(exit) = arguments.messages.explained() {
        return exit;
    }
    match find::project(arguments.project.as_deref()) {
        Ok(place) => follow(arguments, &place),
        Err(message) => fail(&message),
    }
}

fn follow(arguments: &BuildArguments, place: &Place) -> Exit {
    let out = arguments.out.clone().unwrap_or_else(|| place.dist());
    let mut watch = Watch::new(&place.folder, &out);
    let mut last = place.load().ok();
    let exit = build(arguments);
    // Wrong arguments do not become right by a change of a file.
    if exit == Exit::Usage {
        return exit;
    }
    let again = BuildArguments { open: false, ..arguments.clone() };
    loop {
        match watch.next() {
            Change::Gone => {
                let folder = place.folder.display();
                tell(&format!("casebook: the project folder `{folder}` is gone; waiting until it is back\n"));
                last = None;
            }
            Change::Files | Change::Back => rebuild(&again, place, watch.output(), &mut last),
        }
    }
}

/// Builds the release if files changed since the last build.
fn rebuild(arguments: &BuildArguments, place: &Place, out: Option<&str>, last: &mut Option<Project>) {
    // A folder that cannot be read now is reported by the build.
    let project = place.load().ok();
    let is_same =
        last.as_ref().zip(project.as_ref()).is_some_and(|(last, project)| last.is_same(project, out));
    if !is_same {
        build(arguments);
        // Each build uses all results for what has not changed.
        typeset::forget(1);
        *last = project;
    }
}
