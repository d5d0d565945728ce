import Foundation
package import SystemPackage

/// The shared test material, where it is at hand.
///
/// `SURTITLE_TESTDATA` names a folder with a `MANIFEST.jsonl`; the extended suites run only then.
package enum TestData {
  package static var root: FilePath? {
    ProcessInfo.processInfo.environment["SURTITLE_TESTDATA"].flatMap { $0.isEmpty ? nil : FilePath($0) }
  }

  package static var isAvailable: Bool { root != nil }
}
