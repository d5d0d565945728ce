internal import ArgumentParser
internal import Foundation
internal import Library
internal import Moderation
internal import Pipeline
internal import PluginHost
internal import Reporting
internal import Timeline

extension ReviewCommand {
  struct Audit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show the trail of all decisions, or check that it is whole.",
      discussion: """
        Each entry has a digest over itself and the entry before: one that was changed or taken out shows with --verify, \
        and the exit code is 1. That entries at the end were cut off shows only against a digest that you noted: it is \
        printed for that, and --expect compares it.
        """)

    @Flag(help: "Check the digests of all entries.")
    var verify = false

    @Option(
      help: ArgumentHelp("With --verify: the digest of an entry that has to be in the trail.", valueName: "digest"))
    var expect: String?

    @Flag(help: "Print JSON, one object an entry.")
    var json = false

    func validate() throws {
      if expect != nil, !verify { throw ValidationError("--expect goes with --verify") }
      if verify, json { throw ValidationError("--verify and --json exclude each other") }
    }

    func run() async throws {
      let store = ReviewStore(path: StateDirectory.ofUser().reviews)
      let entries = try store.entries()
      guard verify else {
        for entry in entries { try StandardOutput.write(json ? Self.json(entry) : Self.line(entry)) }
        return
      }
      var problems = AuditTrail.problems(of: entries)
      if let expect, !entries.contains(where: { $0.digest == expect.lowercased() }) {
        problems.append("there is no entry with the digest \(ReportText.plain(expect, limit: 80))")
      }
      for problem in problems { try StandardOutput.write("\(problem)\n") }
      guard problems.isEmpty else { throw ExitStatus.someFailed }
      let last = entries.last.map { ", the last has the digest \($0.digest)" } ?? ""
      try StandardOutput.write(
        "\(entries.count == 1 ? "1 entry" : "\(entries.count) entries"), as \(entries.count == 1 ? "it was" : "they were") written\(last)\n"
      )
    }

    private static func line(_ entry: AuditEntry) -> String {
      let decision = entry.decision
      let start = ReportText.clock(MediaTime(milliseconds: entry.start))
      let reason = decision.reason.isEmpty ? "" : ": \(ReportText.plain(decision.reason, limit: 300))"
      return "\(entry.number)  \(ReportText.moment(decision.time))  \(ReportText.plain(decision.by))  "
        + "\(decision.state.rawValue)  \(entry.finding.short)  \(ReportText.plain(entry.category, limit: 60)) at \(start) in "
        + "\(ReportText.plain(entry.mediaName, limit: 200))\(reason)\n"
    }

    private static func json(_ entry: AuditEntry) -> String {
      let decision = entry.decision
      return JSONValue.object([
        "number": .integer(entry.number), "media": .string(entry.media), "mediaName": .string(entry.mediaName),
        "finding": .string(entry.finding.rawValue), "category": .string(entry.category),
        "start": .number(Double(entry.start) / 1000), "end": .number(Double(entry.end) / 1000),
        "words": .string(entry.words), "state": .string(decision.state.rawValue), "by": .string(decision.by),
        "at": .string(ReportText.moment(decision.time)), "time": .integer(decision.time),
        "reason": .string(decision.reason), "digest": .string(entry.digest),
      ]).line
    }
  }
}
