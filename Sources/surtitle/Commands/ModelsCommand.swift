internal import ArgumentParser
internal import Models
internal import PluginHost
internal import Speech
internal import SystemPackage

struct ModelsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models", abstract: "Fetch, check and measure the models that recognise speech.",
    discussion: """
      Models lie in $SURTITLE_MODELS, else $XDG_DATA_HOME/surtitle/models, else ~/.local/share/surtitle/models.
      """,
    subcommands: [List.self, Pull.self, Import.self, Verify.self, Bench.self], defaultSubcommand: List.self)

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the models that can be fetched and those that are here.",
      discussion: """
        Memory and speed are those of this machine: measured by “surtitle models bench”, or estimated, with ~ before \
        them, from what it measured. Speed is how many times faster than the sound is played; memory is the most that \
        was in use at once.
        """)

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
      let listing = ModelListing(
        catalogue: store.catalogue, installed: store.installed(), measurements: MeasurementFile().read(),
        on: .current(cores: ProcessorCount.available))
      guard !json else {
        return try StandardOutput.write(JSONValue(encoding: listing.rows).pretty + "\n")
      }
      try StandardOutput.write(listing.text)
      if let hint = listing.hint { StandardError.write("\(hint)\n") }
    }
  }

  struct Pull: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Fetch models. An interrupted transfer goes on where it stopped.")

    @Argument(
      help: ArgumentHelp(
        "Names from “surtitle models list”.",
        discussion:
          "Without a name: \(ModelCatalogue.defaultNames.joined(separator: ", ")), which the default profile needs."))
    var names: [String] = []

    @Flag(help: "Fetch again what is here already.")
    var replace = false

    @OptionGroup var verbosity: VerbosityOptions

    func run() async throws {
      let entries = try (names.isEmpty ? ModelCatalogue.defaultNames : names).map {
        try store.catalogue.entry(named: $0)
      }
      for entry in entries {
        let progress = ModelProgress(name: entry.name, isQuiet: verbosity.quiet)
        let replacing = replace
        _ = try await Interruption.cancelling {
          try await store.pull(entry, replacing: replacing, progress: { progress.handle($0) })
        }
      }
    }
  }

  struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Copy a model folder into the store, for machines without network and for models of your own.")

    @Argument(
      help:
        "A folder with model.bin (CTranslate2) or model.safetensors, whole or in parts, and the JSON files beside it."
    )
    var folder: String

    @Option(name: .customLong("as"), help: ArgumentHelp("The name to give it.", valueName: "name"))
    var newName: String?

    @Flag(help: "Replace a model of this name.")
    var replace = false

    @OptionGroup var verbosity: VerbosityOptions

    func run() async throws {
      let progress = ModelProgress(name: newName ?? folder, isQuiet: verbosity.quiet)
      let (folder, newName, replacing) = (FilePath(folder), newName, replace)
      let model = try await Interruption.cancelling {
        try await store.importFolder(folder, as: newName, replacing: replacing, progress: { progress.handle($0) })
      }
      if !verbosity.quiet { StandardError.write("\(model.name): in \(model.folder)\n") }
    }
  }

  struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Read installed models again and compare their digests.")

    @Argument(help: "Names; without any, all that are installed, damaged ones as well.")
    var names: [String] = []

    @OptionGroup var verbosity: VerbosityOptions

    func run() async throws {
      var status = ExitStatus.success
      for name in names.isEmpty ? store.names() : names.map(store.resolve) {
        do {
          if try await !isIntact(name) { status = .environment }
        } catch let error as ModelError {
          // The others are checked all the same; what is amiss on the machine weighs more than a wrong name.
          ExitStatus.report(error)
          status = max(status, ExitStatus(error))
        }
      }
      if status != .success { throw status }
    }

    /// Reads one model and says what is wrong with it.
    private func isIntact(_ name: String) async throws -> Bool {
      let verification = try await Interruption.cancelling { try await store.verify(name) }
      for file in verification.files where file.state != .intact {
        let fault = file.state == .missing ? "is missing" : "was altered"
        StandardError.write("\(name): \(file.name) \(fault); run “\(verification.remedy)”\n")
      }
      if verification.isIntact, !verbosity.quiet { StandardError.write("\(name): intact\n") }
      return verification.isIntact
    }
  }
}

/// The models of this user.
private var store: ModelStore { ModelStore(directory: ModelStore.defaultDirectory()) }

/// What happens to one model, for people.
private struct ModelProgress: Sendable {
  private let name: String
  private let isQuiet: Bool
  private let status: StatusLine

  init(name: String, isQuiet: Bool) {
    self.name = name
    self.isQuiet = isQuiet
    let terminal = Terminal()
    status = StatusLine(terminal: terminal, isShown: terminal.isInteractive && !isQuiet)
  }

  func handle(_ event: ModelEvent) {
    switch event {
    case .received(let file, let bytes, let total):
      let percent = total > 0 ? Int(Double(bytes) / Double(total) * 100) : 0
      status.show("\(name)  \(file)  \(bytes.formattedByteCount) of \(total.formattedByteCount)  \(percent) %")
    case .verifying(let file): status.show("\(name)  checking \(file)")
    case .alreadyInstalled: say("already here")
    case .waiting: say("another process fetches it; waiting")
    case .startedSource(let title): say("fetching from \(title)")
    case .sourceFailed(let title, let reason): say("\(title): \(reason)")
    case .installed: say("installed")
    }
  }

  private func say(_ text: String) {
    status.clear()
    if !isQuiet { StandardError.write("\(name): \(text)\n") }
  }
}
