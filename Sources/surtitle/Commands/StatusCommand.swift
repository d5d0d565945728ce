internal import ArgumentParser
internal import Foundation
internal import Library
internal import Notifications
internal import Pipeline
internal import PluginHost
internal import SystemPackage

struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show what runs, what waits, what failed and why, and which messages wait.")

  @Flag(help: "Print JSON, one object a file.")
  var json = false

  func run() async throws {
    let workspace = try Workspace(.ofUser())
    defer { workspace.work.remove() }
    let jobs = try workspace.catalogue.jobs()
    let notices = try workspace.catalogue.notices()
    if json {
      for job in jobs { try StandardOutput.write(JSONValue.object(members(of: job)).line) }
      for notice in notices { try StandardOutput.write(JSONValue.object(members(of: notice)).line) }
      return
    }
    for job in jobs where job.state == .running {
      let part = job.fraction.map { " \(Int($0 * 100)) %" } ?? ""
      try StandardOutput.write("running    \(job.path.display)\(job.stage.map { ": \($0)\(part)" } ?? "")\n")
    }
    for job in jobs where job.state == .failed {
      let due = job.due.map { "; again \(Self.time($0))" } ?? ""
      try StandardOutput.write(
        "failed     \(job.path.display): \(job.error ?? "for a reason that is not known")\(due)\n")
    }
    for job in jobs where job.state == .setAside {
      try StandardOutput.write(
        "set aside  \(job.path.display), after \(job.attempts) tries: \(job.error ?? "for a reason that is not known")\n"
      )
    }
    for notice in notices {
      let target = NoticeTarget(text: notice.target)?.label ?? "somebody"
      let tries = notice.error.map { ": \($0); again \(Self.time(notice.due))" } ?? ""
      try StandardOutput.write("message    \(notice.subject.display), to \(target)\(tries)\n")
    }
    let counts = Job.State.allCases.map { state in "\(jobs.count { $0.state == state }) \(Self.noun(state))" }
    try StandardOutput.write(counts.joined(separator: ", ") + "\n")
    if jobs.contains(where: { $0.state == .setAside }) {
      try StandardOutput.write("“surtitle retry” tries again what was set aside\n")
    }
  }

  private static func noun(_ state: Job.State) -> String { state == .setAside ? "set aside" : state.rawValue }

  private static func time(_ seconds: Double) -> String {
    let formatter = DateFormatter()
    (formatter.dateStyle, formatter.timeStyle) = (.none, .medium)
    formatter.locale = Locale(identifier: "en_GB")
    return "at \(formatter.string(from: Date(timeIntervalSince1970: seconds)))"
  }

  private func members(of notice: Notice) -> [String: JSONValue] {
    var members = JSONText.path(notice.subject)
    members["state"] = .string("message")
    members["tries"] = .integer(Int64(notice.tries))
    members["target"] = .string(NoticeTarget(text: notice.target)?.label ?? "")
    members["due"] = .number(notice.due)
    if let error = notice.error { members["error"] = .string(error) }
    return members
  }

  private func members(of job: Job) -> [String: JSONValue] {
    var members = JSONText.path(job.path)
    members["state"] = .string(job.state.rawValue)
    members["tries"] = .integer(Int64(job.attempts))
    members["updated"] = .number(job.updated)
    if let stage = job.stage { members["stage"] = .string(stage) }
    if let fraction = job.fraction { members["percent"] = .integer(Int64(fraction * 100)) }
    if let error = job.error { members["error"] = .string(error) }
    if let due = job.due { members["due"] = .number(due) }
    return members
  }
}

struct RetryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry", abstract: "Forget failures, so that a running watch, or the next run, tries again.")

  @Argument(help: "Files and folders; all that failed where none are named.")
  var paths: [String] = []

  func run() async throws {
    let workspace = try Workspace(.ofUser())
    defer { workspace.work.remove() }
    let here = FilePath(FileManager.default.currentDirectoryPath)
    let chosen = RawArguments.paths(for: paths).map { $0.absolute(in: here) }
    let forgiven = try workspace.catalogue.retryJobs(below: chosen)
    for path in forgiven { try StandardOutput.write("\(path.display)\n") }
    StandardError.write(
      forgiven.isEmpty ? "nothing failed here\n" : "\(Counted.files(forgiven.count)) to be tried again\n")
  }
}
