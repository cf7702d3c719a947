//! Embeds the browser application: a changed `app/dist` builds the binary anew; a missing one is told, not fatal, so that
//! the Rust side can be checked alone.

fn main() {
    println!("cargo::rerun-if-changed=app/dist");
    let dist = std::path::Path::new("app/dist");
    if !dist.join("index.html").exists() {
        println!(
            "cargo::warning=the browser application is not built: run scripts/serve, or npm ci && npm run build in web/app"
        );
        if let Err(error) = std::fs::create_dir_all(dist) {
            println!("cargo::error=app/dist cannot be made: {error}");
        }
    }
}
