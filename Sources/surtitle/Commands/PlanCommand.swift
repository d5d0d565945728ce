internal import ArgumentParser
internal import Library
internal import Pipeline
internal import PluginHost
internal import SystemPackage

struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Show what a run would do, and why; nothing is done.",
    discussion: "Each stage of each file is fresh (current), stale (would run) or skipped (a rule forbids it).")

  @Argument(help: "Media files, and folders to search for them.")
  var paths: [String]

  @OptionGroup var profile: ProfileOptions
  @OptionGroup var results: ResultOptions

  @Flag(help: "Print JSON, one object a file.")
  var json = false

  func run() async throws {
    let session = try Session(profile.configuration)
    let found = try session.scan(RawArguments.paths(for: paths))
    let items = found.items
    let profile = try session.profile(profile)
    let options = try results.runOptions(session, profile)
    let workspace = try Workspace(session.stateDirectory)
    defer { workspace.work.remove() }
    let planner = Planner(workspace: workspace, profile: profile, options: options)
    let bases = planner.bases(for: items)
    for folder in found.skippedFolders {
      try StandardOutput.write(json ? PlanText.json(skipped: folder) : PlanText.human(skipped: folder))
    }
    var stale = 0
    for item in items {
      let plan = planner.plan(item, base: bases[item] ?? MediaName.base(of: item.name))
      if !plan.isUpToDate { stale += 1 }
      try StandardOutput.write(json ? PlanText.json(plan) : PlanText.human(plan))
    }
    guard !json else { return }
    if items.isEmpty {
      try StandardOutput.write("no media files found in \(paths.joined(separator: ", "))\n")
    } else {
      try StandardOutput.write("\n\(Counted.files(items.count)): \(stale) to do, \(items.count - stale) up to date\n")
    }
  }
}

/// A plan as text.
enum PlanText {
  static func human(_ plan: FilePlan) -> String {
    var text = "\(plan.item.shown.display)\n"
    if let problem = plan.problem { text += "  cannot be processed: \(problem)\n" }
    for stage in plan.stages {
      let columns = [
        stage.stage.name.padded(to: 24), stage.decision.name.padded(to: 8),
        stage.decision.reason ?? stage.output.map { FilePath(bytes: $0.nameBytes).display } ?? "",
      ]
      text += "  " + columns.joined(separator: " ").trimmingTrailingSpaces + "\n"
    }
    return text
  }

  /// Why a folder is passed by.
  static let skipReason = "as it holds a file \(MediaName.skipMarker)"

  static func human(skipped folder: FilePath) -> String { "\(folder.display)\n  skipped, \(skipReason)\n" }

  static func json(skipped folder: FilePath) -> String {
    var object = JSONText.path(folder)
    object["status"] = .string("skipped")
    object["reason"] = .string(skipReason)
    return JSONValue.object(object).canonical + "\n"
  }

  static func json(_ plan: FilePlan) -> String {
    var object = JSONText.path(plan.item.path)
    object["status"] = .string(plan.problem != nil ? "problem" : plan.isUpToDate ? "up-to-date" : "stale")
    if let problem = plan.problem { object["problem"] = .string(problem) }
    object["stages"] = .array(
      plan.stages.map { stage in
        var entry: [String: JSONValue] = [
          "stage": .string(stage.stage.name), "decision": .string(stage.decision.name),
        ]
        if let reason = stage.decision.reason { entry["reason"] = .string(reason) }
        if let output = stage.output { entry["output"] = .object(JSONText.path(output)) }
        return .object(entry)
      })
    return JSONValue.object(object).canonical + "\n"
  }
}
