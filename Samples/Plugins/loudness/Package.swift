// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "loudness",
  // In a project of your own: .package(url: …, from: …)
  dependencies: [.package(name: "surtitle", path: "../../..")],
  targets: [
    .executableTarget(
      name: "loudness", dependencies: [.product(name: "PluginSDK", package: "surtitle")],
      swiftSettings: [.enableUpcomingFeature("MemberImportVisibility")])
  ])
