//! Many at once: reviewers, readers and an ingestion; and the end of it all by a signal.

use std::collections::BTreeSet;
use std::io::Write;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use super::http;
use super::{DENIED, Desk, SAID, between, lived_in, one, pages, seeded};
use crate::helper::Place;

fn ids(place: &Place, sql: &str) -> Vec<String> {
    let db = place.open("claims.db");
    let mut query = db.prepare(sql).expect("the query is sound");
    let rows = query.query_map([], |row| row.get(0)).expect("rows");
    rows.collect::<rusqlite::Result<_>>().expect("texts")
}

#[test]
fn verdicts_at_once_are_all_kept() {
    let place = seeded();
    let desk = Desk::of(&place);
    let csrf = desk.csrf();
    let one_of_all = between(&place, SAID, DENIED);
    let others = ids(&place, "SELECT id FROM conflicts ORDER BY id LIMIT 10");
    // ten judge the same one, ten judge one each
    let judged: Vec<&String> = std::iter::repeat_n(&one_of_all, 10)
        .chain(&others)
        .collect();
    thread::scope(|scope| {
        for (n, id) in judged.iter().enumerate() {
            let (desk, csrf) = (&desk, &csrf);
            scope.spawn(move || {
                let reviewer = format!("reviewer {n}");
                desk.verdict(
                    id,
                    csrf,
                    &[("reviewer", &reviewer), ("note", &n.to_string())],
                )
                .is(303);
            });
        }
    });
    let kept = ids(
        &place,
        "SELECT conflict_id || ' ' || reviewer || ' ' || note FROM review",
    );
    assert_eq!(kept.len(), 20);
    let kept: BTreeSet<String> = kept.into_iter().collect();
    let wanted = judged.iter().enumerate();
    let wanted: BTreeSet<String> = wanted
        .map(|(n, id)| format!("{id} reviewer {n} {n}"))
        .collect();
    assert_eq!(kept, wanted, "all rows, each as it was sent");
    let page = desk.get(&format!("/conflicts/{one_of_all}")).is(200).text();
    assert!(page.matches("reviewer ").count() >= 10, "all on the page");
}

/// Articles about a matter of their own.
fn harvest(place: &Place, articles: usize) {
    let crops = [
        "القمح",
        "الشعير",
        "العدس",
        "القطن",
        "الزيتون",
        "البندورة",
        "الذرة",
    ];
    for n in 0..articles {
        let crop = crops[n % crops.len()];
        let day = 1 + n % 28;
        let article = format!(
            "---\npublisher: صدى الوادي\npublished: 2024-03-{day:02}\n---\n\
            قال وزير الزراعة الأردني سليم الحوراني، أمس، إن محصول {crop} بلغ {} طن هذا العام.\n\
            وأضاف أن أسعار {crop} لن ترتفع قبل العيد رقم {n}.\n\
            نفى نقيب المزارعين عامر القضاة أن يكون محصول {crop} أوفر من سابقه.\n",
            1_000 + n * 37,
        );
        place.file(&format!("harvest/harvest-{n:03}.txt"), article);
    }
}

#[test]
fn fifty_readers_see_every_page_while_an_ingestion_runs() {
    let place = lived_in();
    harvest(&place, 120);
    let desk = Desk::of(&place);
    let pages = pages(&place);
    let before: i64 = one(&place, "SELECT count(*) FROM document");
    let ingest = place.run("ingest harvest --json").start();
    let running = AtomicBool::new(true);
    let (answered, rounds) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let ingested = thread::scope(|scope| {
        for reader in 0..50 {
            let (desk, pages, running, answered, rounds) =
                (&desk, &pages, &running, &answered, &rounds);
            scope.spawn(move || {
                // each begins at another page, and all see all
                for n in 0.. {
                    if n >= pages.len() && !running.load(Ordering::Relaxed) {
                        break;
                    }
                    let page = &pages[(reader + n) % pages.len()];
                    let answer = desk.get(page);
                    assert_eq!(answer.status, 200, "{page}: {}", answer.text());
                    assert!(answer.text().ends_with("</html>"), "{page}");
                    answered.fetch_add(1, Ordering::Relaxed);
                }
                rounds.fetch_add(1, Ordering::Relaxed);
            });
        }
        // a reviewer meanwhile
        let csrf = desk.csrf();
        let id = between(&place, SAID, DENIED);
        desk.verdict(&id, &csrf, &[]).is(303);
        let done = ingest.wait_with_output().expect("the ingestion ends");
        running.store(false, Ordering::Relaxed);
        done
    });
    assert_eq!(
        ingested.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&ingested.stderr)
    );
    assert_eq!(rounds.into_inner(), 50);
    assert!(answered.into_inner() >= 50 * pages.len());
    assert_eq!(
        one::<i64>(&place, "SELECT count(*) FROM document"),
        before + 120
    );
    let confirmed = "SELECT count(*) FROM review WHERE verdict = 'confirmed'";
    assert_eq!(one::<i64>(&place, confirmed), 1);
    // what came in meanwhile is there a moment later
    thread::sleep(Duration::from_millis(2_100));
    let list = desk.get("/documents").is(200).text();
    assert!(list.contains("صدى الوادي"));
    desk.terminate();
    let (status, said) = desk.closed();
    assert_eq!(status, Some(0));
    assert!(!said.contains("broke") && !said.contains("ERROR"), "{said}");
}

#[test]
fn a_signal_closes_the_desk_when_its_work_is_done() {
    let place = seeded();
    let desk = Desk::of(&place);
    let id = between(&place, SAID, DENIED);
    let csrf = desk.csrf();
    let host = desk.address.to_string();
    let form = http::encoded(&[
        ("csrf", &csrf),
        ("verdict", "confirmed"),
        ("note", "to the end"),
    ]);
    let head = http::head(
        "POST",
        &format!("/conflicts/{id}/verdict"),
        &[("Host", &host)],
        form.len(),
    );
    let (first, rest) = form.split_at(10);
    let mut stream = http::connect(desk.address);
    stream
        .write_all((head + first).as_bytes())
        .expect("it is read");
    // somebody else's connection that waits for nothing does not hold it up
    let idle = http::connect(desk.address);
    desk.get("/").is(200);
    desk.terminate();
    // no new ones while it closes
    let refused = (0..100).any(|_| {
        thread::sleep(Duration::from_millis(50));
        std::net::TcpStream::connect(desk.address).is_err()
    });
    assert!(refused, "it does not listen any more");
    stream
        .write_all(rest.as_bytes())
        .expect("it is read to the end");
    http::answer(stream).is(303);
    assert_eq!(
        one::<String>(&place, "SELECT note FROM review"),
        "to the end"
    );
    drop(idle);
    let (status, said) = desk.closed();
    assert_eq!(status, Some(0), "{said}");
    place.run("doctor").read();
}
