internal import ArgumentParser
internal import Foundation
internal import Library
internal import Models
internal import Pipeline
internal import PluginHost
internal import SystemPackage

struct StoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "store", abstract: "Look after what is remembered between runs.",
    subcommands: [Stats.self, Verify.self, Collect.self])

  struct Stats: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show what is stored, and how much room it takes.")

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
      let workspace = try Workspace(.ofUser())
      defer { workspace.work.remove() }
      let layers = try workspace.layers.entries()
      let counts = try workspace.catalogue.counts()
      let bytes = layers.reduce(0) { $0 + $1.identity.size }
      let database = FileStatus.at(workspace.state.catalogue)?.identity.size ?? 0
      if json {
        let object: [String: JSONValue] = [
          "state": .string(workspace.state.root.string), "media": .integer(Int64(counts.media)),
          "results": .integer(Int64(counts.results)), "layers": .integer(Int64(layers.count)),
          "layerBytes": .integer(bytes), "catalogueBytes": .integer(database),
        ]
        return try StandardOutput.write(JSONValue.object(object).line)
      }
      try StandardOutput.write(
        """
        state directory  \(workspace.state.root.display)
        media files      \(counts.media)
        results written  \(counts.results)
        stored layers    \(layers.count), \(bytes.formattedByteCount)
        catalogue        \(database.formattedByteCount)

        """)
    }
  }

  struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check every stored result against its digest, and the catalogue.",
      discussion: "What is damaged is removed, and made again by the run that needs it. The exit code is 1 then.")

    func run() async throws {
      let workspace = try Workspace(.ofUser())
      defer { workspace.work.remove() }
      let layers = try workspace.layers.entries()
      let damaged = layers.filter { !workspace.layers.isIntact($0.key) }
      for layer in damaged {
        try StandardOutput.write("\(layer.path.display): damaged; removed\n")
        workspace.layers.remove(layer.key)
      }
      let problems = try workspace.catalogue.problems()
      for problem in problems { try StandardOutput.write("\(workspace.state.catalogue.display): \(problem)\n") }
      if !problems.isEmpty {
        try StandardOutput.write("the catalogue is damaged; the next command puts it aside and begins a new one\n")
      }
      let whole = layers.count - damaged.count
      try StandardOutput.write("\(whole) of \(layers.count) layers are whole\n")
      if !damaged.isEmpty || !problems.isEmpty { throw ExitStatus.someFailed }
    }
  }

  struct Collect: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "gc", abstract: "Remove what no result is made from any more.",
      discussion: """
        A layer goes when no file's last recipe asks for it and it is older than --older-than. Media are forgotten when \
        they have been found gone for as long: until then a scan finds where they went, and their results follow. Those \
        on a disk that is not mounted are not gone.
        """)

    @Option(
      help: ArgumentHelp(
        "Keep what was stored, used, or there in the last days.", valueName: "days"))
    var olderThan = 30.0

    @Flag(help: "Only say what would be removed.")
    var dryRun = false

    func validate() throws {
      guard (0...36_500).contains(olderThan) else {
        throw ValidationError("--older-than takes a number of days, 0 to 36500")
      }
    }

    func run() async throws {
      let workspace = try Workspace(.ofUser())
      defer { workspace.work.remove() }
      let now = Date().timeIntervalSince1970
      let limit = now - olderThan * 86_400
      let gone = try workspace.catalogue.noteGoneMedia(now: now, since: limit)
      if !dryRun {
        try workspace.catalogue.forget(gone)
        try IndexUpkeep(workspace).forget(gone)
      }
      let verdicts = try workspace.catalogue.forgetVerdicts(unusedSince: limit, now: now, dryRun: dryRun)
      let used = try workspace.catalogue.keysInUse()
      // What a run stores at this moment has no recipe yet.
      let newest = Int64((min(limit, now - 600)) * 1e9)
      let useless = try workspace.layers.entries().filter { !used.contains($0.key) && $0.identity.modified < newest }
      if !dryRun {
        for layer in useless { workspace.layers.remove(layer.key) }
        try workspace.catalogue.compact()
      }
      let bytes = useless.reduce(0) { $0 + $1.identity.size }
      let verb = dryRun ? "would be " : ""
      try StandardOutput.write(
        "\(Counted.files(gone.count)) \(verb)forgotten, \(verdicts) verdicts of old settings \(verb)dropped, "
          + "\(useless.count) layers \(verb)removed, \(bytes.formattedByteCount)\n")
    }
  }
}
