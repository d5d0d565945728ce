internal import ArgumentParser
internal import Foundation
internal import Library
internal import Pipeline
internal import PluginHost
internal import SystemPackage
internal import Transcript
internal import Vocabulary

struct VocabularyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vocabulary", abstract: "Keep lists of words that are masked, removed, replaced or marked.",
    discussion: """
      A list is a text file in UTF-8 with one word or phrase a line; Plugins/VocabularyFilter/README.md has the signs \
      that may stand beside it. Yours lie in $SURTITLE_VOCABULARIES, else in “vocabularies” beside the configuration, \
      and may be put there by hand as NAME.txt. A profile names lists in the settings of the plug-in “vocabulary”.
      """,
    subcommands: [List.self, Show.self, Add.self, Remove.self, VocabularyCheckCommand.self, VocabularyTryCommand.self],
    defaultSubcommand: List.self)

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the vocabularies: yours, and those that come with the program.")

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
      let shelf = VocabularyShelf()
      let rows = shelf.rows
      guard !json else { return try StandardOutput.write(JSONValue.array(rows.map(\.outline)).pretty + "\n") }
      let width = (rows.map(\.name.count).max() ?? 0) + 2
      for row in rows { try StandardOutput.write(content: Data((row.line(width: width) + "\n").utf8)) }
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show where a vocabulary is from and what is in it.",
      discussion: "The words of a list of yours are shown as they are; those that come with the program are offensive.")

    @Argument(help: "A name from “surtitle vocabulary list”.", completion: .vocabularies)
    var name: String

    @Flag(help: "Print the words of a list that comes with the program as well.")
    var reveal = false

    @Flag(help: "Print JSON, with the words only where they would be shown.")
    var json = false

    func run() async throws {
      let shelf = VocabularyShelf()
      let row = try shelf.row(named: name)
      let list = try row.list.get()
      let showsWords = reveal || row.isOwn
      guard !json else {
        let entries = showsWords ? JSONValue.object(["entries": .array(list.entries.map(\.outline))]) : .object([:])
        let kinds = JSONValue.object(["categories": .object(list.counts.mapValues { .number(Double($0)) })])
        return try StandardOutput.write(row.outline.merged(with: kinds).merged(with: entries).pretty + "\n")
      }
      var lines = row.details(list)
      if showsWords {
        lines += ["", String(decoding: try shelf.store.text(named: name), as: UTF8.self)]
      } else {
        lines += ["", "Its words are shown with --reveal."]
      }
      let text = lines.joined(separator: "\n")
      try StandardOutput.write(content: Data((text.hasSuffix("\n") ? text : text + "\n").utf8))
    }
  }

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Keep a list under a name.",
      discussion: "It is checked first: nothing is kept of a list with an error in it.")

    @Argument(help: "1 to 200 of the letters, digits, “.”, “_” and “-” of ASCII.")
    var name: String

    @Argument(help: "A text file in UTF-8, one word or phrase a line.", completion: .file(extensions: ["txt"]))
    var file: String

    @Option(
      help: ArgumentHelp(
        "The language of the words, such as “en”; “und” for speech in any.",
        discussion: "Not needed where the file says it: “# language: en”.", valueName: "code"))
    var language: String?

    @Flag(help: "Replace a list of this name.")
    var replace = false

    func validate() throws {
      if language != "und" { try LanguageTag.check(language) }
    }

    func run() async throws {
      try VocabularyName.check(name)
      let store = VocabularyShelf().store
      var text = try VocabularyStore.read(RawArguments.path(for: file), list: file)
      if let language {
        // Above what the file says of it, which then does not count.
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        text =
          Array("# language: \(LanguageTag(language).code)\n".utf8)
          + (text.starts(with: mark) ? text.dropFirst(3) : text[...])
      }
      let reader = VocabularyListReader(text, name: name)
      let shift = language == nil ? 0 : 1
      let problems = reader.problems.map { problem in
        VocabularyProblem(line: problem.line.map { $0 - shift }, problem.message, isError: problem.isError)
      }
      guard !problems.contains(where: \.isError) else {
        throw VocabularyError(.unusableText, list: file, problems: problems.filter(\.isError))
      }
      guard reader.namesLanguage else {
        throw ValidationError("\(file) does not say which language its words are of; say it with --language")
      }
      for problem in problems { StandardError.write("surtitle: \(file): \(problem)\n") }
      do {
        try Directory.create(store.directory)
        try AtomicFile.write(Data(text), to: store.path(of: name), existing: replace ? .replace : .keep)
      } catch let error as LibraryError where error.code == .fileExists {
        throw VocabularyError(.alreadyExists, list: name, "there is such a list; replace it with --replace")
      }
      StandardError.write(
        "\(name): \(Counted.entries(reader.list.entries.count)), in \(store.path(of: name).display)\n")
    }
  }

  struct Remove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Forget a list of yours.",
      discussion: "Profiles that name it are told: they cannot be used without it.",
      aliases: ["delete"])

    @Argument(help: "A name from “surtitle vocabulary list”.", completion: .vocabularies)
    var name: String

    @OptionGroup var options: ConfigurationOptions

    func run() async throws {
      try VocabularyName.check(name)
      let store = VocabularyShelf().store
      guard store.ownNames.contains(name) else {
        // Names those that there are.
        _ = try store.text(named: name)
        throw VocabularyError(
          .bundled, list: name, "this comes with the program, and stays; leave it out of the profile")
      }
      guard store.path(of: name).withPlatformString({ unlink($0) }) == 0 else {
        throw LibraryError("remove it", store.path(of: name), Errno(rawValue: errno))
      }
      StandardError.write("\(name): removed\n")
      if store.names.contains(name) {
        return StandardError.write("\(name): the list of this name that comes with the program counts again\n")
      }
      for profile in users(of: name) {
        StandardError.write(
          "surtitle: warning: the profile “\(profile)” names “\(name)”, and cannot be used until that is taken out of its "
            + "lists or there is such a list again\n")
      }
    }

    /// The profiles with a plug-in whose lists have `list` among them; none where the configuration cannot be read.
    private func users(of list: String) -> [String] {
      guard let configuration = (try? Session(options))?.configuration else { return [] }
      return configuration.profileNames.filter { name in
        (try? configuration.profile(named: name))?.annotators.contains { annotator in
          guard case .array(let lists)? = annotator.configuration[key: "lists"] else { return false }
          return lists.contains(.string(list))
        } ?? false
      }
    }
  }
}

extension CompletionKind {
  /// The first word of each line of the list.
  static let vocabularies = CompletionKind.shellCommand("surtitle vocabulary list | cut -d ' ' -f 1")
}
