from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.error import Error
from ...models.get_api_batches_batch_id_download_partial import GetApiBatchesBatchIdDownloadPartial
from ...types import UNSET, Unset
from typing import cast


def _get_kwargs(
    batch_id: str,
    *,
    partial: GetApiBatchesBatchIdDownloadPartial | Unset = GetApiBatchesBatchIdDownloadPartial.VALUE_0,
) -> dict[str, Any]:
    params: dict[str, Any] = {}

    json_partial: str | Unset = UNSET
    if not isinstance(partial, Unset):
        json_partial = partial.value

    params["partial"] = json_partial

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/batches/{batch_id}/download".format(
            batch_id=quote(str(batch_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Error | None:
    if response.status_code == 503:
        response_503 = Error.from_dict(response.json())

        return response_503

    if 400 <= response.status_code <= 499:
        response_4xx = Error.from_dict(response.json())

        return response_4xx

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Error]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    batch_id: str,
    *,
    client: AuthenticatedClient | Client,
    partial: GetApiBatchesBatchIdDownloadPartial | Unset = GetApiBatchesBatchIdDownloadPartial.VALUE_0,
) -> Response[Error]:
    """All results of a batch as one ZIP

    Args:
        batch_id (str):
        partial (GetApiBatchesBatchIdDownloadPartial | Unset):  Default:
            GetApiBatchesBatchIdDownloadPartial.VALUE_0.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error]
    """

    kwargs = _get_kwargs(
        batch_id=batch_id,
        partial=partial,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    batch_id: str,
    *,
    client: AuthenticatedClient | Client,
    partial: GetApiBatchesBatchIdDownloadPartial | Unset = GetApiBatchesBatchIdDownloadPartial.VALUE_0,
) -> Error | None:
    """All results of a batch as one ZIP

    Args:
        batch_id (str):
        partial (GetApiBatchesBatchIdDownloadPartial | Unset):  Default:
            GetApiBatchesBatchIdDownloadPartial.VALUE_0.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error
    """

    return sync_detailed(
        batch_id=batch_id,
        client=client,
        partial=partial,
    ).parsed


async def asyncio_detailed(
    batch_id: str,
    *,
    client: AuthenticatedClient | Client,
    partial: GetApiBatchesBatchIdDownloadPartial | Unset = GetApiBatchesBatchIdDownloadPartial.VALUE_0,
) -> Response[Error]:
    """All results of a batch as one ZIP

    Args:
        batch_id (str):
        partial (GetApiBatchesBatchIdDownloadPartial | Unset):  Default:
            GetApiBatchesBatchIdDownloadPartial.VALUE_0.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error]
    """

    kwargs = _get_kwargs(
        batch_id=batch_id,
        partial=partial,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    batch_id: str,
    *,
    client: AuthenticatedClient | Client,
    partial: GetApiBatchesBatchIdDownloadPartial | Unset = GetApiBatchesBatchIdDownloadPartial.VALUE_0,
) -> Error | None:
    """All results of a batch as one ZIP

    Args:
        batch_id (str):
        partial (GetApiBatchesBatchIdDownloadPartial | Unset):  Default:
            GetApiBatchesBatchIdDownloadPartial.VALUE_0.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error
    """

    return (
        await asyncio_detailed(
            batch_id=batch_id,
            client=client,
            partial=partial,
        )
    ).parsed
