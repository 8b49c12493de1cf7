//! Tests of the examples in the chapter of the manual about many books, with the programs that they are for.

use std::fs;
use std::path::Path;

use libtest_mimic::Trial;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{age, command, needing, output, small_book, touch};
use crate::first_minutes::{Result, check, write};
use crate::golden::{Outcome, root};

pub fn tests() -> Vec<Trial> {
    vec![
        needing(&["ninja"], "many::examples::ninja", ninja),
        needing(&["make"], "many::examples::make", make),
        Trial::test("many::examples::matrix_fits_the_action", matrix_fits_the_action),
        needing(&["bash", "jq"], "many::examples::steps_of_the_matrix_run", steps_of_the_matrix_run),
    ]
}

/// The code block of the chapter in a language that contains these words.
fn example(language: &str, words: &str) -> Result<String> {
    let chapter = fs::read_to_string(root().join("docs/manual/chapters/many-books.md"))?;
    let opening = format!("```{language}\n");
    let blocks = chapter.split(&opening).skip(1).filter_map(|rest| rest.split_once("```\n"));
    let mut fitting = blocks.map(|(block, _)| block).filter(|block| block.contains(words));
    Ok(fitting.next().ok_or(format!("no example in {language} with {words}"))?.to_owned())
}

/// A folder with books. Everything in it is old.
fn press(names: &[&str]) -> Result<TempDir> {
    let folder = tempfile::tempdir()?;
    for name in names {
        small_book(&folder.path().join("books").join(name), "Small")?;
    }
    age(folder.path())?;
    Ok(folder)
}

/// The books that exist, sorted.
fn made(folder: &Path) -> Result<Vec<String>> {
    let mut made = Vec::new();
    for entry in fs::read_dir(folder.join("public"))? {
        let entry = entry?;
        if entry.path().join("small.pdf").exists() {
            made.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    made.sort();
    Ok(made)
}

/// Builds, and returns how many books were built.
fn count(folder: &Path, program: &str) -> Result<usize> {
    let words = output(command(folder, program)?.arg("-j2"))?;
    Ok(words.matches("casebook build").count())
}

fn builds_what_changed(folder: &Path, program: &str, names: &[&str]) -> Outcome {
    let expect = |expected: usize, words: &str| -> Outcome {
        for expected in [expected, 0] {
            let built = count(folder, program)?;
            check(built == expected, format!("{words}: {built} built, expected {expected}"))?;
        }
        Ok(())
    };
    expect(names.len(), "everything is new")?;
    check(made(folder)? == names, format!("{:?}", made(folder)?))?;
    let book = folder.join("books").join(names[0]);
    touch(&book.join("cases/oman.md"), &folder.join("public"))?;
    expect(1, "a case was touched")?;
    touch(&book.join("README.md"), &folder.join("public"))?;
    expect(0, "a README was touched")?;
    fs::remove_file(book.join("cases/oman.md"))?;
    touch(&book.join("cases"), &folder.join("public"))?;
    expect(1, "a case was removed")?;
    small_book(&folder.join("books/new"), "Small")?;
    touch(&folder.join("books"), &folder.join("public"))?;
    expect(1, "a book was added")?;
    check(made(folder)?.contains(&"new".to_owned()), "the new book was not built")
}

fn ninja() -> Outcome {
    let names = ["A b: $1", "a", "Ünï"];
    let folder = press(&names)?;
    let configure = folder.path().join("configure");
    fs::write(&configure, example("sh", "build.ninja")?)?;
    let permissions = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    fs::set_permissions(&configure, permissions)?;
    age(folder.path())?;
    output(&mut command(folder.path(), "./configure")?)?;
    builds_what_changed(folder.path(), "ninja", &names)
}

fn make() -> Outcome {
    let names = ["a", "b", "ö"];
    let folder = press(&names)?;
    write(folder.path(), &[("Makefile", &example("make", "release.json")?)])?;
    builds_what_changed(folder.path(), "make", &names)
}

fn workflow() -> Result<Value> {
    Ok(serde_yaml::from_str(&example("yaml", "matrix")?)?)
}

/// The keys of a job and of a step in the schema of workflows.
const KEYS_OF_A_JOB: [&str; 5] = ["needs", "outputs", "runs-on", "steps", "strategy"];
const KEYS_OF_A_STEP: [&str; 6] = ["id", "name", "run", "shell", "uses", "with"];

fn matrix_fits_the_action() -> Outcome {
    let workflow = workflow()?;
    let action: Value = serde_yaml::from_str(&fs::read_to_string(root().join("action.yml"))?)?;
    let jobs = workflow["jobs"].as_object().ok_or("no jobs")?;
    for (name, job) in jobs {
        let keys = job.as_object().ok_or("no job")?.keys();
        let unknown: Vec<_> = keys.filter(|key| !KEYS_OF_A_JOB.contains(&key.as_str())).collect();
        check(unknown.is_empty() && job["runs-on"].is_string(), format!("{name}: {unknown:?}"))?;
        for step in job["steps"].as_array().ok_or("no steps")? {
            let keys = step.as_object().ok_or("no step")?.keys();
            let unknown: Vec<_> = keys.filter(|key| !KEYS_OF_A_STEP.contains(&key.as_str())).collect();
            let is_whole = step["uses"].is_string() != (step["run"].is_string() && step["shell"].is_string());
            check(unknown.is_empty() && is_whole, format!("{step}"))?;
        }
    }
    let (prepare, book) = (&jobs["prepare"], &jobs["book"]);
    check(book["needs"] == "prepare", "the matrix does not wait for its list")?;
    check(prepare["outputs"]["books"] == "${{ steps.list.outputs.books }}", "the list is not handed on")?;
    let matrix = &book["strategy"]["matrix"]["book"];
    check(matrix == "${{ fromJSON(needs.prepare.outputs.books) }}", format!("{matrix}"))?;
    check(book["strategy"]["fail-fast"] == false, "one failing book would stop the others")?;
    let steps = book["steps"].as_array().ok_or("no steps")?;
    let used = steps.iter().find(|step| step["uses"].as_str().is_some_and(|uses| uses.starts_with("OWNER/")));
    let given = used.and_then(|step| step["with"].as_object()).ok_or("the action is not used")?;
    let unknown: Vec<_> = given.keys().filter(|name| action["inputs"].get(name).is_none()).collect();
    check(unknown.is_empty() && given.contains_key("program"), format!("{unknown:?}"))?;
    for name in ["project", "out", "artifact"] {
        let value = given[name].as_str().unwrap_or_default();
        check(value.ends_with("${{ matrix.book }}"), format!("{name} is the same for all books: {value}"))?;
    }
    Ok(())
}

/// Runs the script of a step of a workflow or an action, with its variables.
fn run_step(folder: &Path, step: &Value, variables: &[(&str, &str)]) -> Result<String> {
    let script = step["run"].as_str().ok_or("this step has no script")?;
    // GitHub starts bash with these options.
    let options = ["--noprofile", "--norc", "-e", "-o", "pipefail", "-c"];
    let mut command = command(folder, "bash")?;
    let temporary = folder.join("temporary");
    fs::create_dir_all(&temporary)?;
    command.args(options).arg(script).envs(variables.iter().copied());
    command.env("RUNNER_TEMP", &temporary).env("GITHUB_OUTPUT", folder.join("output"));
    output(&mut command)
}

/// The step that lists the books, and for each of them the steps of the action, with a program that was compiled before.
fn steps_of_the_matrix_run() -> Outcome {
    let folder = press(&["a b", "c's \"book\""])?;
    let folder = folder.path();
    let workflow = workflow()?;
    let steps = workflow["jobs"]["prepare"]["steps"].as_array().ok_or("no steps")?;
    let list = steps.iter().find(|step| step["id"] == "list").ok_or("no list")?;
    run_step(folder, list, &[])?;
    let listed = fs::read_to_string(folder.join("output"))?;
    let listed: Value = serde_json::from_str(listed.strip_prefix("books=").ok_or(listed.clone())?)?;
    check(listed == json!(["a b", "c's \"book\""]), listed.to_string())?;
    let action: Value = serde_yaml::from_str(&fs::read_to_string(root().join("action.yml"))?)?;
    let program = folder.join("downloaded");
    fs::copy(env!("CARGO_BIN_EXE_casebook"), &program)?;
    fs::set_permissions(&program, std::os::unix::fs::PermissionsExt::from_mode(0o644))?;
    for name in listed.as_array().into_iter().flatten().filter_map(Value::as_str) {
        let (project, out) = (format!("books/{name}"), format!("public/{name}"));
        let variables = [
            ("PROGRAM", program.to_str().ok_or("a path")?),
            ("PROJECT", &project),
            ("OUT", &out),
            ("DENY", "warnings"),
            ("ALLOW", ""),
            ("SARIF", ""),
            ("ACTION", ""),
        ];
        for step in
            action["runs"]["steps"].as_array().into_iter().flatten().filter(|step| step["run"].is_string())
        {
            run_step(folder, step, &variables)?;
        }
    }
    let found = made(folder)?;
    check(found == ["a b", "c's \"book\""], format!("{found:?}"))
}
