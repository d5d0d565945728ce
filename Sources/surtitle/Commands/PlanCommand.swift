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
    let profiles = try session.folderProfiles(profile)
    let options = try results.runOptions(session, try profiles.profile())
    let walk = try session.scanner.walk(RawArguments.paths(for: paths))
    let workspace = try session.openWorkspace()
    defer { workspace.work.remove() }
    var survey = Survey(session.planners(workspace, profiles, options))
    var counts = Counts()
    for step in walk {
      switch step {
      case .passedBy(let folder):
        try StandardOutput.write(json ? PlanText.json(skipped: folder) : PlanText.human(skipped: folder))
      case .problem(let error): StandardError.write("surtitle: \(error)\n")
      case .folder(let folder):
        for finding in try survey.findings(in: folder) {
          let plan = await finding.plan()
          counts.add(plan)
          try StandardOutput.write(json ? PlanText.json(plan) : PlanText.human(plan))
        }
      }
    }
    guard !json else { return }
    try StandardOutput.write(
      counts.files == 0
        ? "no media files found in \(paths.joined(separator: ", "))\n" : "\n\(counts.description)\n")
  }

  private struct Counts {
    var files = 0
    private var stale = 0
    private var skipped = 0

    mutating func add(_ plan: FilePlan) {
      files += 1
      if plan.skip != nil { skipped += 1 } else if !plan.isUpToDate { stale += 1 }
    }

    var description: String {
      let left = skipped == 0 ? "" : ", \(skipped) left alone"
      return "\(Counted.files(files)): \(stale) to do, \(files - stale - skipped) up to date\(left)"
    }
  }
}

/// A plan as text.
enum PlanText {
  static func human(_ plan: FilePlan) -> String {
    var text = "\(plan.item.shown.display)\n"
    if let problem = plan.problem { text += "  cannot be processed: \(problem)\n" }
    if let skip = plan.skip { text += "  skipped, as \(skip.reason) [\(skip.rule)]\n" }
    if let former = plan.formerPath { text += "  results come along from \(former.display)\n" }
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
    return JSONValue.object(object).line
  }

  private static func status(of plan: FilePlan) -> String {
    if plan.problem != nil { return "problem" }
    return plan.skip != nil ? "skipped" : plan.isUpToDate ? "up-to-date" : "stale"
  }

  static func json(_ plan: FilePlan) -> String {
    var object = JSONText.path(plan.item.path)
    object["status"] = .string(status(of: plan))
    if let skip = plan.skip {
      object["rule"] = .string(skip.rule)
      object["reason"] = .string(skip.reason)
    }
    if let former = plan.formerPath { object.merge(JSONText.path(former, key: "formerPath")) { $1 } }
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
    return JSONValue.object(object).line
  }
}
