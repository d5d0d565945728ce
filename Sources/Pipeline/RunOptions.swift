package import SystemPackage

/// How a run goes about its work, whatever the profile.
package struct RunOptions: Sendable {
  package var outputDirectory: FilePath?
  /// Stages that run although their results are current, and with them what follows; `all` for everything.
  package var forced: Set<String>
  /// Whether files that somebody else wrote or edited are replaced.
  package var overwrites: Bool
  /// Files in work at once. Recognition takes one at a time in any case: it uses all cores itself.
  package var jobs: Int
  /// Whether files are left alone where the profile says so.
  package var appliesSkipRules: Bool
  /// The program and its version, which reports name; nil for one that does not say.
  package var program: String?

  package init(
    outputDirectory: FilePath? = nil, forced: Set<String> = [], overwrites: Bool = false, jobs: Int = 2,
    appliesSkipRules: Bool = true, program: String? = nil
  ) {
    self.outputDirectory = outputDirectory
    self.forced = forced
    self.overwrites = overwrites
    self.jobs = jobs
    self.appliesSkipRules = appliesSkipRules
    self.program = program
  }

  /// Files in work at once where nobody says: two, so that the sound of the next file is ready when the recogniser is, and
  /// up to four where there are cores for it; fewer where memory is short. A file beside the one that is recognised takes
  /// some 350 MB at most (24 hours of speech in the largest format, measured), recognition 900 MB.
  package static func jobs(processors: Int, memory: Int) -> Int {
    let others = (memory - (900 << 20)) / (350 << 20)
    return max(1, min(max(2, processors), 4, 1 + others))
  }
}
