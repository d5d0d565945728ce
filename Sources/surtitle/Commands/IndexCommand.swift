internal import ArgumentParser
internal import Foundation
internal import Library
internal import MetadataIndex
internal import Models
internal import Pipeline
internal import PluginHost
internal import Reporting
internal import SystemPackage
internal import Timeline

struct IndexCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "index", abstract: "Look after the index that “surtitle search” searches.",
    discussion: """
      The index is filled by runs, and holds nothing that is not stored elsewhere: it can be made anew at any time.
      """, subcommands: [Stats.self, Verify.self, Rebuild.self, Export.self])

  struct Stats: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show what is in the index, and how much room it takes.")

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
      let workspace = try Workspace(.ofUser())
      defer { workspace.work.remove() }
      guard workspace.index.exists else { return StandardError.write(IndexCommand.nothing) }
      let index = try workspace.index()
      let (counts, sizes) = (try index.counts(), index.sizes)
      if json {
        return try StandardOutput.write(
          JSONValue.object([
            "files": .integer(Int64(counts.files)), "segments": .integer(Int64(counts.segments)),
            "spans": .integer(Int64(counts.spans)), "words": .integer(Int64(counts.words)),
            "seconds": .number(Double(counts.duration) / 1000), "databaseBytes": .integer(sizes.database),
            "vectorBytes": .integer(sizes.vectors), "path": .string(index.path.string),
            "languages": .object(
              Dictionary(counts.languages.map { ($0.value, .integer(Int64($0.count))) }) { first, _ in first }),
          ]).line)
      }
      let languages = counts.languages.prefix(8).map { "\($0.value) \($0.count)" }.joined(separator: ", ")
      try StandardOutput.write(
        """
        index            \(index.path.display)
        media files      \(counts.files), \(ReportText.length(MediaTime(milliseconds: counts.duration))) in all
        segments         \(counts.segments)\(languages.isEmpty ? "" : ": \(languages)")
        by meaning       \(counts.spans) spans
        different words  \(counts.words)
        room             \(sizes.database.formattedByteCount), vectors \(sizes.vectors.formattedByteCount)

        """)
    }
  }

  struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Compare the index with what is stored of the media.",
      discussion: "The exit code is 1 where something is wrong; “surtitle index rebuild” puts it right.")

    @Flag(help: "Compare the keys of files only, not every row.")
    var quick = false

    func run() async throws {
      let workspace = try Workspace(.ofUser())
      defer { workspace.work.remove() }
      guard workspace.index.exists else { return StandardError.write(IndexCommand.nothing) }
      let progress = IndexProgress("comparing")
      let findings = try await Interruption.cancelling {
        try IndexUpkeep(workspace).verify(isThorough: !quick) { progress.show($0, of: $1) }
      }
      progress.end()
      for damage in findings.damage { try StandardOutput.write("damaged: \(damage)\n") }
      for path in findings.missing { try StandardOutput.write("\(path.display): not as it is stored\n") }
      for path in findings.unknown { try StandardOutput.write("\(path.display): nothing is stored of it\n") }
      guard findings.isEmpty else {
        StandardError.write("“surtitle index rebuild” puts this right\n")
        throw ExitStatus.someFailed
      }
      try StandardOutput.write("\(Counted.files(findings.files)), all as they are stored\n")
    }
  }

  struct Rebuild: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make the index anew from what is stored of the media; nothing is heard again.",
      discussion: "Searches see the old index until the new one is whole.")

    func run() async throws {
      let workspace = try Workspace(.ofUser())
      defer { workspace.work.remove() }
      let progress = IndexProgress("indexing")
      let (files, missing) = try await Interruption.cancelling {
        try IndexUpkeep(workspace).rebuild { progress.show($0, of: $1) }
      }
      progress.end()
      for path in missing {
        StandardError.write("\(path.display): what is stored of it is not whole; the next run makes and indexes it\n")
      }
      try StandardOutput.write("\(Counted.files(files)) in the index\n")
      if !missing.isEmpty { throw ExitStatus.someFailed }
    }
  }

  static let nothing = "nothing is in the index yet; “surtitle run” puts in what it works on\n"
}

/// How far work on the index is, on a terminal.
private struct IndexProgress {
  private let terminal = Terminal()
  private let verb: String

  init(_ verb: String) { self.verb = verb }

  func show(_ done: Int, of all: Int) {
    guard terminal.isInteractive, done % 20 == 0 else { return }
    StandardError.write("\(Terminal.clearLine)\(verb) \(done) of \(Counted.files(all))")
  }

  func end() { if terminal.isInteractive { StandardError.write(Terminal.clearLine) } }
}
