internal import ArgumentParser
internal import Library
internal import Moderation
internal import Pipeline
internal import PluginHost
internal import PluginKit
internal import SystemPackage
internal import Timeline

struct BleepFindingsOptions: ParsableArguments {
  @Flag(
    help: ArgumentHelp(
      "Take the spans from what a run found: words that are to be masked, removed or replaced.",
      discussion: "What somebody dismissed is not bleeped. The same options as in the run have to be given."))
  var findings = false

  @Option(
    help: ArgumentHelp(
      "Also take findings of this category, whatever is to become of their words. May be repeated.", valueName: "name"))
  var category: [String] = []

  @Flag(help: "Listen to the copy, and bleep more where such words are still heard.")
  var verify = false

  @Option(
    help: ArgumentHelp("The profile under which the findings were made.", valueName: "name"), completion: .profiles)
  var profile = Self.usualProfile
  private static let usualProfile = "moderation"

  @OptionGroup var recognition: RecognitionOptions

  func validate() throws {
    guard !findings else {
      if let empty = category.first(where: \.isEmpty) {
        throw ValidationError("--category takes a name, not “\(empty)”")
      }
      return
    }
    if profile != Self.usualProfile || recognition.isGiven {
      throw ValidationError("--profile and what is said of recognition go with --findings")
    }
    if !category.isEmpty { throw ValidationError("--category chooses among what --findings takes") }
    if verify { throw ValidationError("--verify listens for what --findings takes") }
  }
}

/// What a run found in a file, as far as it is to be bleeped.
struct BleepFindings: Sendable {
  let file: StoredFile
  private let categories: Set<String>
  /// Findings that somebody dismissed.
  private let dismissed: [Finding]
  /// In the order of the file.
  let chosen: [Finding]

  /// - Throws: `ValidationError` where nothing is stored of the file, `ConfigurationDiagnostics`, `LibraryError`.
  init(of path: FilePath, _ options: BleepFindingsOptions, _ session: Session, _ workspace: Workspace) throws {
    var stored = StoredFindingsOptions()
    stored.recognition = options.recognition
    stored.profile = options.profile
    // What is reported is another matter than what is bleeped.
    stored.all = true
    let found = try StoredFindings([path], stored, session, workspace)
    guard let source = found.sources.first else {
      let origin = try workspace.catalogue.deliverable(at: path)?.media
      throw ValidationError(
        "\(path.display): \(origin.map { "surtitle made this of \($0.display)" } ?? "this is no media file")")
    }
    let file: StoredFile
    do {
      file = try source.read()
    } catch let missing as StoredFile.Missing {
      throw ValidationError("\(path.display): \(missing)")
    }
    self.file = file
    let categories = Set(options.category)
    self.categories = categories
    let (findings, reviews) = (file.input.annotations.findings, file.input.reviews)
    let isDismissed = findings.indices.map { reviews.indices.contains($0) && reviews[$0].state == .dismissed }
    dismissed = zip(findings, isDismissed).filter(\.1).map(\.0)
    chosen = zip(findings, isDismissed).filter { !$1 && Self.isWanted($0, categories) }.map(\.0)
  }

  private static func isWanted(_ finding: Finding, _ categories: Set<String>) -> Bool {
    finding.asksForSilence || categories.contains(finding.category)
  }

  /// What of `findings` in a copy of the file is to be bleeped there.
  func wanted(of findings: [Finding]) -> [Finding] {
    findings.filter { finding in
      func isAlike(_ other: Finding) -> Bool {
        other.category == finding.category && other.range.overlaps(finding.range)
      }
      return Self.isWanted(finding, categories)
        && (chosen.contains(where: isAlike) || !dismissed.contains(where: isAlike))
    }
  }

  /// Categories that were asked for and are none of a finding, in the order of the alphabet.
  var missingCategories: [String] {
    categories.subtracting(file.input.annotations.findings.map(\.category)).sorted()
  }
}
