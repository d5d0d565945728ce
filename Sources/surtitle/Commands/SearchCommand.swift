internal import ArgumentParser
internal import Foundation
internal import Library
internal import MediaIO
internal import MetadataIndex
internal import Pipeline
internal import SystemPackage
internal import Timeline

struct SearchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Find what is said in all media that were worked on.",
    discussion: """
      Words beside each other must all be said in a segment: best times. Besides:
        "best of times"             words in a row
        comm*                       the beginning of a word
        *undert*                    letters within a word
        left OR gone                either
        left -ferry                 without; also: left NOT ferry
        NEAR(ferry harbour, 5)      with five words between them at most
        (left OR gone) ferry        parentheses
      Which media and segments are looked at:
        path:holiday  title:holiday  language:en,de  speaker:Ada  category:profanity  trust:>0.5
        date:2026-05  date:2026-01..2026-03  date:7d  duration:10m..1h  duration:>45m
      A minus before one of them leaves out what it names: -language:en. Case and accents make no difference.

      With --semantic what means something like the query is found as well, in other words or another language of the \
      encoder; that needs media that were worked on with “index: meaning” in their profile.
      """)

  @Argument(help: "What to look for; see above. Nothing, where fields choose or --like is given.")
  var query: [String] = []

  @Flag(help: "Also find what is said in other words.")
  var semantic = false

  @Option(
    help: ArgumentHelp(
      "Find what means something like what is said there, such as Film.mkv@1:02:05.", valueName: "file@time"),
    completion: .file())
  var like: String?

  @Option(help: ArgumentHelp("Show so many hits, 1 to 10000.", valueName: "count"))
  var limit = 20

  @Option(help: ArgumentHelp("Begin after so many hits.", valueName: "count"))
  var offset = 0

  @Option(
    help: ArgumentHelp(
      "relevance; newest, files that were changed last first; or path.", valueName: "order"))
  var sort = SearchOrder.relevance

  @Flag(help: "Say how many hits there are by language, speaker, category and file.")
  var facets = false

  @Option(help: ArgumentHelp("Show so many segments before and after each hit.", valueName: "count"))
  var context = 0

  @Flag(help: "Print JSON: an object for each hit, and one with the totals.")
  var json = false

  @Option(
    help: ArgumentHelp("Play this hit with mpv or ffplay, 1 for the first.", valueName: "number"))
  var play: Int?

  @Option(help: ArgumentHelp("Write the hits as a list: edl, m3u, xspf or mpv.", valueName: "format"))
  var export: SearchExport?

  @Option(help: ArgumentHelp("Frames a second of an edit decision list, such as 25 or 23.976.", valueName: "rate"))
  var frameRate = "25"

  @Option(
    help: ArgumentHelp("Write the list to this file, and not to standard output.", valueName: "file"),
    completion: .file())
  var output: String?

  @Flag(help: "Replace a file that is there.")
  var overwrite = false

  func validate() throws {
    guard Rational(frameRate: frameRate) != nil else {
      throw ValidationError("--frame-rate takes frames a second, such as 25 or 30000/1001, not “\(frameRate)”")
    }
    if export == nil, output != nil { throw ValidationError("--output goes with --export") }
    if export != nil, json || facets || context > 0 || play != nil {
      throw ValidationError("--export writes a list and nothing else; leave --json, --facets, --context and --play out")
    }
    guard (1...10_000).contains(limit) else { throw ValidationError("--limit takes a number from 1 to 10000") }
    guard offset >= 0 else { throw ValidationError("--offset takes a number from 0 on") }
    guard (0...100).contains(context) else { throw ValidationError("--context takes a number from 0 to 100") }
    if let play, play < 1 { throw ValidationError("--play takes the number of a hit, 1 for the first") }
    if like != nil, semantic { throw ValidationError("--like finds by meaning already; leave --semantic out") }
    if query.allSatisfy({ $0.allSatisfy(\.isWhitespace) }), like == nil {
      throw ValidationError("say what to look for, such as: surtitle search best of times")
    }
    if semantic || like != nil {
      guard sort == .relevance, offset == 0 else {
        throw ValidationError("hits by meaning come in the order of relevance, from the first on; raise --limit")
      }
      if facets { throw ValidationError("--facets counts words; leave --semantic and --like out") }
    }
  }

  func run() async throws {
    let search = LibrarySearch(
      text: query.joined(separator: " "), isSemantic: semantic, like: like, limit: limit, offset: offset, order: sort,
      facets: facets ? Set(SearchFacet.allCases) : [])
    let workspace = try Workspace(.ofUser())
    defer { workspace.work.remove() }
    guard workspace.index.exists else {
      return StandardError.write("nothing is in the index yet; “surtitle run” puts in what it works on\n")
    }
    let index = try workspace.index()
    let results = try await search.results(in: index)
    if let play { return try await MediaPlayer.play(hit(play, of: results)) }
    if let export {
      return try export.write(
        results.hits, query: search.text,
        count: TimeCodeCount(frameRate: Rational(frameRate: frameRate) ?? Rational(25, 1)),
        to: output.map { RawArguments.path(for: $0) }, overwrites: overwrite)
    }
    let text = SearchText()
    for (number, hit) in results.hits.enumerated() {
      let around = context > 0 ? try index.context(of: hit, count: context) : nil
      try StandardOutput.write(
        json ? SearchJSON.line(hit, around) : text.hit(hit, number: offset + number + 1, around))
    }
    if json {
      try StandardOutput.write(SearchJSON.totals(results))
    } else {
      if facets { try StandardOutput.write(text.facets(results.facets)) }
      StandardError.write(text.summary(results, offset: offset))
    }
  }

  private func hit(_ number: Int, of results: SearchResults) throws -> SearchHit {
    guard results.hits.indices.contains(number - 1) else {
      throw ValidationError(
        results.hits.isEmpty
          ? "nothing was found that could be played"
          : "there is no hit \(number); there are \(results.hits.count) here")
    }
    return results.hits[number - 1]
  }
}

extension SearchOrder: ExpressibleByArgument {}
