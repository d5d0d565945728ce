import PluginSDK

await PluginSDK.serve(Loudness.self)
