using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace LeadGen.Web.Tests.Access;

/// <summary>A device that keeps one passkey (WebAuthn): it signs with P-256, counts its uses, and says of itself what a test wants.</summary>
internal sealed class SmallDevice : IDisposable
{
    private const byte Present = 1;
    private const byte Verified = 4;
    private const byte WithKey = 64;

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _id = RandomNumberGenerator.GetBytes(32);
    private string _holder = "";

    /// <summary>The page that it believes to be asked by.</summary>
    public string Origin { get; set; } = "https://localhost";

    /// <summary>Does it make sure who holds it?</summary>
    public bool Verifies { get; set; } = true;

    /// <summary>Those of clouds never count.</summary>
    public bool Counts { get; set; } = true;
    public uint Count { get; set; }

    /// <summary>It answers another question than it is asked.</summary>
    public bool MistakesTheQuestion { get; set; }

    public string Make(string options)
    {
        using var asked = JsonDocument.Parse(options);
        _holder = asked.RootElement.GetProperty("user").GetProperty("id").GetString()!;
        var domain = asked.RootElement.GetProperty("rp").GetProperty("id").GetString()!;
        var authenticator = Authenticator(domain, WithKey, Attested());
        return Answer(
            new
            {
                clientDataJSON = Coded(ClientData("webauthn.create", asked)),
                attestationObject = Coded([
                    0xA3,
                    .. Text("fmt"),
                    .. Text("none"),
                    .. Text("attStmt"),
                    0xA0,
                    .. Text("authData"),
                    0x58,
                    (byte)authenticator.Length,
                    .. authenticator,
                ]),
                transports = new[] { "internal" },
            }
        );
    }

    public string Sign(string options)
    {
        using var asked = JsonDocument.Parse(options);
        Count += Counts ? 1u : 0;
        var authenticator = Authenticator(asked.RootElement.GetProperty("rpId").GetString()!, 0, []);
        var client = ClientData("webauthn.get", asked);
        var signature = _key.SignData(
            [.. authenticator, .. SHA256.HashData(client)],
            HashAlgorithmName.SHA256,
            DSASignatureFormat.Rfc3279DerSequence
        );
        return Answer(
            new
            {
                clientDataJSON = Coded(client),
                authenticatorData = Coded(authenticator),
                signature = Coded(signature),
                userHandle = _holder,
            }
        );
    }

    public void Dispose() => _key.Dispose();

    private string Answer(object response) =>
        JsonSerializer.Serialize(
            new
            {
                id = Coded(_id),
                rawId = Coded(_id),
                type = "public-key",
                clientExtensionResults = new { },
                response,
            }
        );

    private byte[] ClientData(string type, JsonDocument asked) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                type,
                challenge = MistakesTheQuestion
                    ? Coded(RandomNumberGenerator.GetBytes(32))
                    : asked.RootElement.GetProperty("challenge").GetString(),
                origin = Origin,
                crossOrigin = false,
            }
        );

    private byte[] Authenticator(string domain, byte flags, byte[] rest)
    {
        var count = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(count, Count);
        return
        [
            .. SHA256.HashData(Encoding.ASCII.GetBytes(domain)),
            (byte)(Present | (Verifies ? Verified : 0) | flags),
            .. count,
            .. rest,
        ];
    }

    /// <summary>No model, the id, and the public key as COSE writes it: EC2, ES256, P-256.</summary>
    private byte[] Attested()
    {
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        return
        [
            .. new byte[16],
            0,
            (byte)_id.Length,
            .. _id,
            .. (byte[])[0xA5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32],
            .. point.X!,
            .. (byte[])[0x22, 0x58, 32],
            .. point.Y!,
        ];
    }

    /// <summary>As CBOR.</summary>
    private static byte[] Text(string text) => [(byte)(0x60 + text.Length), .. Encoding.ASCII.GetBytes(text)];

    private static string Coded(byte[] bytes) => WebEncoders.Base64UrlEncode(bytes);
}
