// The few libsrtp 3 calls that mediasoup's worker makes, on top of libsrtp 2, which is what
// distributions package. Version 3 differs in three ways that matter here: a policy is an opaque
// object, protect and unprotect read from one buffer and write to another, and lengths are size_t.
#pragma once

#include <cstdint>
#include <cstring>
#include <limits>
#include <new>

// Version 2 gives this name to a plain struct, version 3 to a handle.
#define srtp_policy_t srtp2_policy_t
#include <srtp2/srtp.h>
#undef srtp_policy_t

inline constexpr auto srtp_err_status_buffer_small = static_cast<srtp_err_status_t>(28);
inline constexpr auto srtp_err_status_cryptex_err  = static_cast<srtp_err_status_t>(29);

struct Srtp3Policy
{
	srtp2_policy_t settings{};
	// Master key followed by master salt, as version 2 wants them.
	uint8_t key[SRTP_MAX_KEY_LEN]{};
};

using srtp_policy_t = Srtp3Policy*;

inline srtp_err_status_t srtp_policy_create(srtp_policy_t* policy)
{
	*policy = new (std::nothrow) Srtp3Policy();

	return *policy ? srtp_err_status_ok : srtp_err_status_alloc_fail;
}

inline void srtp_policy_destroy(srtp_policy_t policy)
{
	if (policy)
	{
		// A compiler may drop a memset before delete: write through volatile.
		for (volatile uint8_t& byte : policy->key)
		{
			byte = 0;
		}
	}

	delete policy;
}

inline srtp_err_status_t srtp_policy_set_ssrc(srtp_policy_t policy, srtp_ssrc_t ssrc)
{
	policy->settings.ssrc = ssrc;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_profile(srtp_policy_t policy, srtp_profile_t profile)
{
	const srtp_err_status_t err =
	  srtp_crypto_policy_set_from_profile_for_rtp(&policy->settings.rtp, profile);

	return err != srtp_err_status_ok
	         ? err
	         : srtp_crypto_policy_set_from_profile_for_rtcp(&policy->settings.rtcp, profile);
}

inline srtp_err_status_t srtp_policy_add_key(
  srtp_policy_t policy,
  const uint8_t* key,
  size_t keyLen,
  const uint8_t* salt,
  size_t saltLen,
  const uint8_t* /*mki*/,
  size_t mkiLen)
{
	// The worker never uses master key identifiers, and gives one key.
	if (mkiLen != 0 || policy->settings.key || keyLen + saltLen > sizeof(policy->key))
	{
		return srtp_err_status_bad_param;
	}

	std::memcpy(policy->key, key, keyLen);
	std::memcpy(policy->key + keyLen, salt, saltLen);
	policy->settings.key = policy->key;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_allow_repeat_tx(srtp_policy_t policy, bool allow)
{
	policy->settings.allow_repeat_tx = allow ? 1 : 0;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_window_size(srtp_policy_t policy, size_t size)
{
	policy->settings.window_size = static_cast<unsigned long>(size);

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_create(srtp_t* session, srtp_policy_t policy)
{
	return srtp_create(session, static_cast<const srtp2_policy_t*>(&policy->settings));
}

inline srtp_err_status_t srtp_stream_remove(srtp_t session, uint32_t ssrc)
{
	return srtp_remove_stream(session, ssrc);
}

/** Copies the packet to where the result shall be and lets version 2 work in place there. */
inline srtp_err_status_t srtp3_in_place(
  srtp_err_status_t (*work)(srtp_t, void*, int*),
  srtp_t session,
  const uint8_t* input,
  size_t inputLen,
  size_t growth,
  uint8_t* output,
  size_t* outputLen)
{
	if (inputLen > static_cast<size_t>(std::numeric_limits<int>::max()))
	{
		return srtp_err_status_bad_param;
	}

	if (*outputLen < inputLen + growth)
	{
		return srtp_err_status_buffer_small;
	}

	if (output != input)
	{
		std::memmove(output, input, inputLen);
	}

	int len                     = static_cast<int>(inputLen);
	const srtp_err_status_t err = work(session, output, &len);

	if (err == srtp_err_status_ok)
	{
		*outputLen = static_cast<size_t>(len);
	}

	return err;
}

inline srtp_err_status_t srtp_protect(
  srtp_t session, const uint8_t* rtp, size_t rtpLen, uint8_t* srtp, size_t* srtpLen, size_t /*mki*/)
{
	return srtp3_in_place(srtp_protect, session, rtp, rtpLen, SRTP_MAX_TRAILER_LEN, srtp, srtpLen);
}

inline srtp_err_status_t srtp_unprotect(
  srtp_t session, const uint8_t* srtp, size_t srtpLen, uint8_t* rtp, size_t* rtpLen)
{
	return srtp3_in_place(srtp_unprotect, session, srtp, srtpLen, 0, rtp, rtpLen);
}

inline srtp_err_status_t srtp_protect_rtcp(
  srtp_t session, const uint8_t* rtcp, size_t rtcpLen, uint8_t* srtcp, size_t* srtcpLen, size_t /*mki*/)
{
	// An SRTCP packet also grows by the 32 bits of its index.
	return srtp3_in_place(
	  srtp_protect_rtcp, session, rtcp, rtcpLen, SRTP_MAX_TRAILER_LEN + sizeof(uint32_t), srtcp, srtcpLen);
}

inline srtp_err_status_t srtp_unprotect_rtcp(
  srtp_t session, const uint8_t* srtcp, size_t srtcpLen, uint8_t* rtcp, size_t* rtcpLen)
{
	return srtp3_in_place(srtp_unprotect_rtcp, session, srtcp, srtcpLen, 0, rtcp, rtcpLen);
}
