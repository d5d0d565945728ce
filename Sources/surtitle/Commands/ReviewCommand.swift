internal import ArgumentParser
internal import Foundation
internal import Library
internal import Moderation
internal import Pipeline
internal import PluginHost
internal import Reporting
internal import SystemPackage

struct ReviewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Decide about what was found: confirm, dismiss, escalate.",
    discussion: """
      A decision holds for the same contents of media, wherever a copy of the file is and whatever it is called, and is \
      remembered when the file is worked on again. Nothing that was decided is forgotten: each decision is an entry of a \
      trail to which entries are only added.
      """,
    subcommands: [Walk.self, List.self, SetState.self, Audit.self], defaultSubcommand: Walk.self)

  struct Walk: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "walk",
      abstract: "Go through findings one after the other; the default.",
      discussion: """
        Keys: \(ReviewSession.help). What is said is hidden until r is pressed. Dismissing and escalating ask why. \
        l plays the media from two seconds before the finding to two after it, with mpv or ffplay, if one is there.
        """)

    @Argument(help: "Media files, and folders to search for them.", completion: .file())
    var paths: [String]

    @OptionGroup var states: ReviewStateOptions
    @OptionGroup var author: ReviewAuthorOptions
    @OptionGroup var unmasked: UnmaskedOptions
    @OptionGroup var options: StoredFindingsOptions

    func run() async throws {
      guard let keyboard = Keyboard() else {
        throw ValidationError("this asks for keys, and there is no terminal; use “surtitle review set” in scripts")
      }
      let session = try Session(options.configuration)
      let workspace = try session.openWorkspace()
      defer { workspace.work.remove() }
      let found = try StoredFindings(RawArguments.paths(for: paths), options, session, workspace)
      let wanted = states.states(else: [.new, .escalated])
      var missing: [StoredFile.Missing] = []
      var items: [ReviewItem] = []
      for source in found.sources {
        let file = try found.read(source, &missing, isUnmasked: unmasked.unmasked)
        items += file?.reviewItems.filter { wanted.contains($0.row.state) } ?? []
      }
      guard !items.isEmpty else {
        return StandardError.write("nothing is to be decided here\n")
      }
      let desk = ReviewDesk(workspace: workspace, author: author.name)
      var walk = ReviewWalk(ReviewSession(items.map(\.session)), keyboard: keyboard) { [items] index in
        try await MediaPlayer.play(items[index].item.path, around: items[index].row.range)
      } decide: { [items] index, state, reason in
        try desk.decide([items[index]], state, reason: reason)
      }
      try await walk.run()
      if !missing.isEmpty { throw ExitStatus.someFailed }
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List findings with their ids and what was decided.")

    @Argument(help: "Media files, and folders to search for them; all that is known where none are named.")
    var paths: [String] = []

    @OptionGroup var states: ReviewStateOptions

    @Flag(help: "Print JSON, one object a finding.")
    var json = false

    @Flag(help: "Show what is said.")
    var words = false

    @OptionGroup var unmasked: UnmaskedOptions
    @OptionGroup var options: StoredFindingsOptions

    func validate() throws {
      if unmasked.unmasked, !words { throw ValidationError("--unmasked goes with --words") }
    }

    func run() async throws {
      let session = try Session(options.configuration)
      let workspace = try session.openWorkspace()
      defer { workspace.work.remove() }
      let found = try StoredFindings(below: RawArguments.paths(for: paths), options, session, workspace)
      let wanted = states.states(else: Set(ReviewState.allCases))
      var missing: [StoredFile.Missing] = []
      for source in found.sources {
        let file = try found.read(source, &missing, isUnmasked: unmasked.unmasked)
        for item in file?.reviewItems ?? [] where wanted.contains(item.row.state) {
          try StandardOutput.write(json ? item.json(words: words) : item.line(words: words))
        }
      }
      if !missing.isEmpty { throw ExitStatus.someFailed }
    }
  }

  struct SetState: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "set", abstract: "Decide about findings by their ids.",
      discussion: """
        Ids are those that reports and “surtitle review list” show, or the beginning of one, 6 digits at least. All that \
        are named are decided, or none.
        """)

    @Argument(help: "Ids of findings.")
    var ids: [String]

    @Option(
      help: ArgumentHelp("What is decided: confirmed, dismissed, escalated, or new to take back.", valueName: "state"))
    var state: TypedState

    @Option(help: ArgumentHelp("Why; dismissing and escalating need it.", valueName: "text"))
    var reason = ""

    @Option(
      name: .customLong("in"),
      help: ArgumentHelp(
        "Where the media are; may be repeated. Otherwise the ids are looked for in all media that are known.",
        valueName: "path"), completion: .file())
    var places: [String] = []

    @OptionGroup var author: ReviewAuthorOptions
    @OptionGroup var options: StoredFindingsOptions

    func validate() throws {
      for id in ids where id.count < 6 || id.count > 32 || !id.allSatisfy({ $0.isASCII && $0.isHexDigit }) {
        throw ValidationError("“\(id)” is no id of a finding; those have up to 32 digits, 6 at least")
      }
      if ids.isEmpty { throw ValidationError("name at least one id") }
      if [.dismissed, .escalated].contains(state), reason.allSatisfy(\.isWhitespace) {
        throw ValidationError("--state \(state.rawValue) needs a --reason")
      }
    }

    func run() async throws {
      let session = try Session(options.configuration)
      let workspace = try session.openWorkspace()
      defer { workspace.work.remove() }
      let found = try StoredFindings(below: RawArguments.paths(for: places), options, session, workspace)
      let beginnings = ids.map { $0.lowercased() }
      var missing: [StoredFile.Missing] = []
      var items: [ReviewItem] = []
      for source in found.sources {
        items +=
          try found.read(source, &missing)?.reviewItems.filter { item in
            beginnings.contains { item.subject.identity.rawValue.hasPrefix($0) }
          } ?? []
      }
      var chosen: [ReviewItem] = []
      for (id, beginning) in zip(ids, beginnings) {
        let matches = items.filter { $0.subject.identity.rawValue.hasPrefix(beginning) }
        // Copies of a file have the same findings.
        guard let first = matches.first else {
          throw ValidationError(
            "there is no finding “\(id)” under the profile “\(options.profile)”; “surtitle review list” shows those there are"
          )
        }
        guard Set(matches.map(\.subject.identity)).count == 1 else {
          throw ValidationError("several findings begin with “\(id)”; write more of the id")
        }
        // Somebody may name one twice.
        if !chosen.contains(where: { $0.subject.identity == first.subject.identity }) { chosen.append(first) }
      }
      let desk = ReviewDesk(workspace: workspace, author: author.name)
      for entry in try desk.decide(chosen, state.state, reason: reason) {
        try StandardOutput.write("\(entry.finding.short) \(entry.decision.state.rawValue)\n")
      }
    }
  }
}

/// Which findings are taken.
struct ReviewStateOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Only findings in this state: new, confirmed, dismissed, escalated. May be repeated.", valueName: "state"))
  var state: [TypedState] = []

  /// Those that were named, or else `usual`.
  func states(else usual: Set<ReviewState>) -> Set<ReviewState> { state.isEmpty ? usual : Set(state.map(\.state)) }
}

/// Who decides.
struct ReviewAuthorOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Who decides; otherwise the user and the machine.", valueName: "name"))
  var by: String?

  func validate() throws {
    if let by, by.allSatisfy(\.isWhitespace) { throw ValidationError("--by takes a name") }
  }

  var name: String {
    if let by { return by }
    var host = [CChar](repeating: 0, count: 256)
    let isKnown = gethostname(&host, host.count - 1) == 0
    let machine = isKnown ? String(decoding: host.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self) : ""
    return machine.isEmpty ? NSUserName() : "\(NSUserName())@\(machine)"
  }
}

/// A state as it is typed.
enum TypedState: String, CaseIterable, ExpressibleByArgument {
  case new, confirmed, dismissed, escalated

  var state: ReviewState {
    switch self {
    case .new: .new
    case .confirmed: .confirmed
    case .dismissed: .dismissed
    case .escalated: .escalated
    }
  }
}
