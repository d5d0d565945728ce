import Foundation
import SystemPackage
import TestSupport
import Testing

/// What people who run a service see: logs for programs, status, retry, the store.
@Suite struct ServiceCommandTests {
  let program: Program

  init() throws { program = try Program() }

  private func object(_ line: String) throws -> [String: Any] { try #require(try program.json(line) as? [String: Any]) }

  @Test func `a log in JSON is all there is on standard error`() async throws {
    try program.folder.write("this is text", to: "media/film.mp4")
    let outcome = try await program("run", "--log-format", "json", "media")
    #expect(outcome.status == 1 && outcome.output.isEmpty)
    let lines = try outcome.error.split(separator: "\n").map { try object(String($0)) }
    #expect(lines.map { $0["message"] as? String } == ["Run started", "File failed", "Run finished"])
    #expect(lines.allSatisfy { ($0["time"] as? String)?.hasSuffix("Z") == true && $0["level"] is String })
    #expect((lines[1]["media"] as? String)?.hasSuffix("media/film.mp4") == true && lines[1]["error"] is String)
  }

  @Test func `what failed is in the status until it is forgotten`() async throws {
    try program.folder.write("this is text", to: "media/film.mp4")
    _ = try await program("run", "media")
    let status = try await program("status")
    #expect(status.output.contains("failed     ") && status.output.contains("film.mp4: "))
    #expect(status.output.hasSuffix("1 failed, 0 set aside\n"), "\(status.output)")
    let line = try object(try #require(try await program("status", "--json").lines.first))
    #expect(line["state"] as? String == "failed" && line["error"] is String)
    #expect(try await program("retry", "elsewhere").error == "nothing failed here\n")
    let retried = try await program("retry", "media")
    #expect(retried.output.hasSuffix("media/film.mp4\n") && retried.error == "1 file to be tried again\n")
    #expect(try await program("status").output.contains(" 0 failed"))
  }

  @Test func `a store without anything is whole`() async throws {
    #expect(try await program("store", "verify").status == 0)
    #expect(try await program("store", "gc").status == 0)
    #expect(try await program("store", "stats").status == 0)
  }

  @Test func `a hook is started when a file is done, and what it cannot be is told at once`() async throws {
    try program.folder.write("this is text", to: "media/film.mp4")
    let seen = program.folder.path.appending("seen").string
    try program.folder.write(
      "version: 1\nprofiles:\n  subtitles:\n    notify:\n      command: [sh, -c, cat > '\(seen)']\n", to: "hook.yaml")
    #expect(try await program("run", "--config", "hook.yaml", "media").status == 1)
    let message = try object(try String(contentsOfFile: seen, encoding: .utf8))
    #expect(message["type"] as? String == "file.failed")
    try program.folder.write(
      "version: 1\nprofiles:\n  subtitles:\n    notify:\n      command: [/nowhere/hook]\n", to: "none.yaml")
    let outcome = try await program("run", "--config", "none.yaml", "media")
    #expect(outcome.status == 3 && outcome.error.contains("/nowhere/hook"))
  }
}
