//! `casebook watch`.

use super::arguments::{BuildArguments, BuildOptions, WatchArguments};
use super::build::build;
use super::exit::Exit;
use super::find::{self, Place};
use super::folders;
use super::output::{fail, tell};
use crate::api::Project;
use crate::serve::{Change, Watch};
use crate::typeset;

/// Builds the release after each change, until the process is stopped.
pub fn watch(arguments: &WatchArguments) -> Exit {
    if let Some(exit) = arguments.options.messages.explained() {
        return exit;
    }
    match find::project(arguments.project.as_deref()) {
        Ok(place) => follow(&arguments.options, &place),
        Err(message) => fail(&message),
    }
}

fn follow(options: &BuildOptions, place: &Place) -> Exit {
    let out = folders::folder(place, options.out.as_deref(), true);
    let arguments =
        |options: BuildOptions| BuildArguments { projects: vec![place.folder.clone()], options, deps: None };
    let mut watch = Watch::new(&place.folder, &out);
    let mut last = place.load().ok();
    let exit = build(&arguments(options.clone()));
    // Wrong arguments do not become right by a change of a file.
    if exit == Exit::Usage {
        return exit;
    }
    let again = arguments(BuildOptions { open: false, ..options.clone() });
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
